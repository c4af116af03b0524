import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import "./page.css";
import { readSettings, reduceSettings, writeSettings } from "./settings.ts";
import { createStore } from "./store.ts";

const settings = createStore(readSettings(new URLSearchParams(location.search)), reduceSettings);
settings.subscribe(() => history.replaceState(null, "", `?${writeSettings(settings.get())}`));

const root = document.getElementById("root");
if (root) createRoot(root).render(<App settings={settings} />);
