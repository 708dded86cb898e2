/** Why a connection ended. */
export type SessionEnd =
  /** The network, the server restarting, silence: try again. `fresh`: not by resuming. */
  | { readonly kind: "lost"; readonly cause?: unknown; readonly fresh?: boolean }
  /** Another session of this device has taken its place. */
  | { readonly kind: "replaced" }
  /** The server does not accept this device's token. */
  | { readonly kind: "refused"; readonly reason: "replaced" | "removed" }
  /** Ended by us. */
  | { readonly kind: "closed" };
