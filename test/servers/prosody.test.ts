import { installed, start } from "./prosody.ts";
import { serverSuite } from "./suite.ts";

serverSuite("Prosody", start, installed, "SCRAM-SHA-1");
