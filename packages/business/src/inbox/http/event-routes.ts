import type { InboxServices } from "../services.ts";
import type { Routes } from "./call.ts";

export function eventRoutes(routes: Routes, { hub }: InboxServices): void {
  routes.for("agent", "GET", "/events", (_, caller) => hub.open(caller));
}
