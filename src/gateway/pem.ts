import { readFile } from "node:fs/promises";

/** The content of a PEM file, or the text itself where the configuration holds it. */
export const readPem = async (pem: string): Promise<string> => (pem.startsWith("-----BEGIN ") ? pem : readFile(pem, "utf8"));
