/** Why a demo does not start. `code` is for programs; `message` says it to whoever runs it. */
export class DemoError extends Error {
  override readonly name = "DemoError";
  readonly code: "mail" | "data" | "certificate" | "port" | "port-taken" | "lang" | "network";
  constructor(code: DemoError["code"], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The system's word for what went wrong (errno(3)), or the empty text. */
export function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}
