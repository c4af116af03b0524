import type { Signal } from "../../protocol/index.ts";
import type { Capture } from "./state.ts";

type Kind = "audio" | "video";

/** A microphone or camera that is in use, or why there is none. */
export type Captured = { readonly track: MediaStreamTrack } | { readonly failure: Capture };

/** Asks for the microphone or camera; the reader may have to allow it first. */
export async function capture(kind: Kind): Promise<Captured> {
  // Absent on plain http (W3C Secure Contexts).
  if (!navigator.mediaDevices) return { failure: "insecure" };
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const video = { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: "user" };
  try {
    const stream = await navigator.mediaDevices.getUserMedia(kind === "audio" ? { audio } : { video });
    const [track] = stream.getTracks();
    return track ? { track } : { failure: "missing" };
  } catch (error) {
    const failure = error instanceof DOMException ? failures[error.name] : undefined;
    return { failure: failure === "denied" && forbiddenByFrame(kind) ? "blocked" : (failure ?? "missing") };
  }
}

/** The names that Media Capture and Streams section 10.2 gives to what can go wrong. */
const failures: Readonly<Record<string, Capture>> = {
  NotAllowedError: "denied",
  SecurityError: "blocked",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "in-use",
  AbortError: "in-use",
};

/** Whether the page around the pane keeps the device from it (Permissions Policy); only Chromium can tell. */
function forbiddenByFrame(kind: Kind): boolean {
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(feature: string): boolean } };
  return featurePolicy?.allowsFeature(kind === "audio" ? "microphone" : "camera") === false;
}

export interface PeerOptions {
  /** Makes the first offer; else waits for the other's. Later ones come from whoever changes something. */
  readonly offers: boolean;
  /** Gives way where both offer at once; exactly one of two is polite. */
  readonly polite: boolean;
  readonly signal: (signal: Signal) => void;
  readonly changed: (line: "connecting" | "connected" | "failed") => void;
  /** The other's camera, or that it is off. */
  readonly picture: (stream: MediaStream | null) => void;
  readonly sound: (stream: MediaStream) => void;
}

/** The line to one other party's pane. */
export interface Peer {
  hear(signal: Signal): Promise<void>;
  /** Sends the track from now on; null: nothing more of that kind. */
  send(kind: Kind, track: MediaStreamTrack | null): void;
  close(): void;
}

/** A peer connection by the "perfect negotiation" pattern (WebRTC 1.0 section 10.7). */
export function peer({ offers, polite, signal, changed, picture, sound }: PeerOptions): Peer {
  const connection = new RTCPeerConnection();
  const tracks = new Map<Kind, MediaStreamTrack | null>();
  let started = offers;
  let offering = false;
  let ignoring = false;
  let film: MediaStream | null = null;

  async function describe(): Promise<void> {
    await connection.setLocalDescription();
    const description = connection.localDescription;
    if (description) signal({ description: { type: description.type, sdp: description.sdp } });
  }

  connection.onnegotiationneeded = async () => {
    offering = true;
    try {
      await describe();
    } catch {
      changed("failed");
    } finally {
      offering = false;
    }
  };
  connection.onicecandidate = ({ candidate }) => signal({ candidate: candidate ? wireCandidate(candidate) : null });
  connection.onconnectionstatechange = () => {
    const state = connection.connectionState;
    if (state === "failed") connection.restartIce();
    if (state !== "closed") changed(state === "connected" || state === "failed" ? state : "connecting");
  };
  connection.ontrack = ({ track }) => {
    if (track.kind === "audio") sound(new MediaStream([track]));
  };

  /**
   * By what was negotiated alone. Chromium does not fire `track` where our own camera comes on while the other's offer is being taken, and leaves
   * the track's `muted` true after an offer was rolled back.
   */
  function watchPicture(): void {
    const video = connection.getTransceivers().find(({ receiver }) => receiver.track.kind === "video");
    const track = video?.currentDirection === "sendrecv" || video?.currentDirection === "recvonly" ? video.receiver.track : undefined;
    // The same stream for as long as it is the same track: another one would begin again.
    if (track && film?.getTracks()[0] !== track) film = new MediaStream([track]);
    picture(track ? film : null);
  }

  function attach(kind: Kind, track: MediaStreamTrack | null): void {
    const transceiver = connection.getTransceivers().find(({ receiver }) => receiver.track.kind === kind);
    if (transceiver) {
      transceiver.direction = track ? "sendrecv" : "recvonly";
      void transceiver.sender.replaceTrack(track);
    } else if (track) {
      // Not addTransceiver: only what addTrack made is shared with the other's offer where both come at once (RFC 8829 section 5.10).
      connection.addTrack(track);
    } else if (kind === "audio") {
      connection.addTransceiver(kind, { direction: "recvonly" });
    }
  }

  async function accept({ type, sdp }: RTCSessionDescriptionInit): Promise<void> {
    const collision = type === "offer" && (offering || connection.signalingState !== "stable");
    ignoring = !polite && collision;
    if (ignoring) return;
    await connection.setRemoteDescription({ type, sdp });
    if (!started) for (const [kind, track] of tracks) attach(kind, track);
    started = true;
    if (type === "offer") await describe();
    watchPicture();
  }

  return {
    async hear({ description, candidate }) {
      if (description) return accept(description);
      // Those of an offer that was ignored fit nothing here.
      if (candidate) await connection.addIceCandidate(candidate).catch((error: unknown) => ignoring || Promise.reject(error));
    },
    send(kind, track) {
      tracks.set(kind, track);
      if (started) attach(kind, track);
    },
    close() {
      connection.onnegotiationneeded = null;
      connection.close();
    },
  };
}

function wireCandidate({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): Signal["candidate"] {
  return { candidate, sdpMid, sdpMLineIndex };
}
