import type { Call, EmailAddress, Signal } from "../../protocol/index.ts";
import { capture, peer, type Peer, type PeerOptions } from "./media.ts";
import type { Heard, Media, Wishes } from "./state.ts";

export interface MeshOptions {
  readonly me: EmailAddress;
  readonly signal: (to: EmailAddress, signal: Signal) => void;
  readonly report: (media: Media) => void;
}

/** The media of one call: a peer connection to each other joined party. It follows what the state says, and reports what it does. */
export interface Mesh {
  follow(call: Call, wishes: Wishes): void;
  hear(heard: Heard): void;
  /** Everything stopped and given back. */
  close(): void;
}

interface Line {
  readonly peer: Peer;
  /** A party that comes back on another pane gets a line of its own. */
  readonly pane: string | undefined;
  readonly audio: HTMLAudioElement;
}

export function openMesh({ me, signal, report }: MeshOptions): Mesh {
  const lines = new Map<EmailAddress, Line>();
  const released = new AbortController();
  let media: Media = { microphone: "asking", camera: "off", lines: {}, pictures: {}, silenced: false };
  let microphone: MediaStreamTrack | null = null;
  let camera: MediaStreamTrack | null = null;
  let wishes: Wishes | undefined;
  /** Steps one after the other: what is heard while the reader is asked for the microphone waits for their answer. */
  let steps = Promise.resolve();

  function tell(change: Partial<Media>): void {
    media = { ...media, ...change };
    if (!released.signal.aborted) report(media);
  }

  function next(step: () => void | Promise<void>): void {
    steps = steps
      .then(() => (released.signal.aborted ? undefined : step()))
      .catch((error: unknown) => console.warn("rollcall: a media description was not understood", nameOf(error)));
  }

  /** A track, or null and the reason told; given back at once where the call has ended meanwhile. */
  async function take(device: "microphone" | "camera"): Promise<MediaStreamTrack | null> {
    tell({ [device]: "asking" });
    const captured = await capture(device === "microphone" ? "audio" : "video");
    if ("failure" in captured) {
      tell({ [device]: captured.failure });
      return null;
    }
    if (released.signal.aborted) captured.track.stop();
    tell({ [device]: "on" });
    captured.track.addEventListener("ended", () => tell({ [device]: "missing" }));
    return captured.track;
  }

  function meetOne(address: EmailAddress, pane: string | undefined, { offers, polite }: Pick<PeerOptions, "offers" | "polite">): void {
    const audio = new Audio();
    const made: Line = {
      pane,
      audio,
      peer: peer({
        offers,
        polite,
        signal: (one) => signal(address, one),
        changed: (state) => lines.get(address) === made && tell({ lines: { ...media.lines, [address]: state } }),
        picture: (stream) => lines.get(address) === made && tell({ pictures: withPicture(media.pictures, address, stream) }),
        sound: (stream) => {
          audio.srcObject = stream;
          void play(audio);
        },
      }),
    };
    lines.set(address, made);
    tell({ lines: { ...media.lines, [address]: "connecting" } });
    made.peer.send("audio", microphone);
    if (camera) made.peer.send("video", camera);
  }

  async function play(audio: HTMLAudioElement): Promise<void> {
    try {
      await audio.play();
      tell({ silenced: false });
    } catch (error) {
      if (nameOf(error) === "NotAllowedError") tell({ silenced: true });
    }
  }

  function cut(address: EmailAddress): void {
    const gone = lines.get(address);
    if (!gone) return;
    lines.delete(address);
    gone.peer.close();
    gone.audio.srcObject = null;
    const { [address]: _, ...others } = media.lines;
    tell({ lines: others, pictures: withPicture(media.pictures, address, null) });
  }

  /** Whoever joined later offers: those who were there when this pane came in are offered to, the others are waited for. Or the caller offers. */
  function meet({ parties, from, callerOffers }: Call, first: boolean): void {
    const early = callerOffers === "at-once" && from === me;
    const others = parties.filter(({ address, state }) => address !== me && (state === "joined" || (early && state === "ringing")));
    for (const [address, { pane }] of lines) if (!others.some((party) => party.address === address && party.pane === pane)) cut(address);
    for (const { address, pane } of others) {
      const role = callerOffers ? { offers: from === me, polite: from !== me } : { offers: first, polite: me < address };
      if (!lines.has(address)) meetOne(address, pane, role);
    }
  }

  async function speak(): Promise<void> {
    microphone = await take("microphone");
    if (microphone) microphone.enabled = !wishes?.muted;
    for (const { peer } of lines.values()) peer.send("audio", microphone);
  }

  async function film(on: boolean): Promise<void> {
    const track = on ? await take("camera") : null;
    camera?.stop();
    // The reader may have thought better of it while they were asked.
    camera = wishes?.camera ? track : null;
    if (!camera) track?.stop();
    for (const { peer } of lines.values()) peer.send("video", camera);
    tell({ ...(!wishes?.camera && { camera: "off" }), pictures: withPicture(media.pictures, me, camera && new MediaStream([camera])) });
  }

  function heed(before: Wishes, after: Wishes): void {
    const again = after.attempt !== before.attempt;
    if (microphone) microphone.enabled = !after.muted;
    else if (again) void speak();
    if (after.camera !== before.camera || (again && after.camera && !camera)) void film(after.camera);
    if (again) for (const { audio } of lines.values()) void play(audio);
  }

  return {
    follow(call, wished) {
      next(async () => {
        const before = wishes;
        wishes = wished;
        if (before) heed(before, wished);
        else await speak();
        meet(call, before === undefined);
      });
    },
    hear({ from, signal }) {
      next(() => lines.get(from)?.peer.hear(signal));
    },
    close() {
      released.abort();
      microphone?.stop();
      camera?.stop();
      for (const address of lines.keys()) cut(address);
    },
  };
}

function withPicture(pictures: Media["pictures"], address: EmailAddress, stream: MediaStream | null): Media["pictures"] {
  const { [address]: _, ...others } = pictures;
  return stream ? { ...others, [address]: stream } : others;
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : "unknown";
}
