import { installed, start } from "./ejabberd.ts";
import { serverSuite } from "./suite.ts";

serverSuite("ejabberd", start, installed, "PLAIN"); // with jwt on it offers no SCRAM
