import type { Frame } from "playwright-core";
import type { Seat } from "./talk.ts";

/** The pane's own page, inside of Outlook's. */
export function frameOf({ page }: Seat): Frame {
  const frame = page.frames().find((one) => one.url().includes("/taskpane.html"));
  if (!frame) throw new Error("the pane is not open");
  return frame;
}

/** The media of one peer connection. */
export interface Line {
  readonly bytes: number;
  /** Of the sound that has come in (W3C WebRTC statistics: totalAudioEnergy). */
  readonly energy: number;
  /** Of the candidates in use, here and there. */
  readonly addresses: readonly string[];
}

declare global {
  interface Window {
    media: { lines(): Promise<readonly Line[]>; tracks(): readonly MediaStreamTrack[]; released(): boolean };
  }
}

/** Runs in the pane before its own scripts: remembers what it opens, and changes nothing. */
export function watchMedia(): void {
  const connections: RTCPeerConnection[] = [];
  const tracks: MediaStreamTrack[] = [];
  const { RTCPeerConnection: Original } = window;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  const devices = navigator.mediaDevices;
  const getUserMedia = devices?.getUserMedia.bind(devices);
  if (devices && getUserMedia) {
    devices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  }
  const lineOf = async (connection: RTCPeerConnection): Promise<Line> => {
    const reports = [...(await connection.getStats()).values()];
    const sound = reports.find(({ type, kind }) => type === "inbound-rtp" && kind === "audio");
    const transport = reports.find(({ type }) => type === "transport");
    const pair = reports.find(({ id }) => id === transport?.selectedCandidatePairId);
    const ends = [pair?.localCandidateId, pair?.remoteCandidateId].flatMap(
      (id) => reports.find((report) => report.id === id)?.address ?? [],
    );
    return { bytes: sound?.bytesReceived ?? 0, energy: sound?.totalAudioEnergy ?? 0, addresses: ends };
  };
  window.media = {
    lines: () => Promise.all(connections.filter(({ connectionState }) => connectionState !== "closed").map(lineOf)),
    tracks: () => tracks,
    released: () =>
      connections.every(({ connectionState }) => connectionState === "closed") && tracks.every(({ readyState }) => readyState === "ended"),
  };
}

/** Runs in the pane before the camera is asked for: that comes on in the very moment in which the browser takes what the other describes next. */
export function holdCamera(): void {
  const setRemoteDescription: (description: RTCSessionDescriptionInit) => Promise<void> = RTCPeerConnection.prototype.setRemoteDescription;
  const taking = new Promise<void>((resolve) => {
    RTCPeerConnection.prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
      const taken = setRemoteDescription.call(this, description);
      resolve();
      return taken;
    };
  });
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const stream = await getUserMedia(constraints);
    await taking;
    return stream;
  };
}
