/** The little of npm smpp 0.5.1 (no types of its own) that the interop tests use. */
declare module "smpp" {
  import type { EventEmitter } from "node:events";
  import type { Server as NetServer } from "node:net";

  export interface PeerPdu {
    command: string;
    command_status: number;
    sequence_number: number;
    message_id?: string;
    system_id?: string;
    password?: string;
    source_addr?: string;
    destination_addr?: string;
    esm_class?: number;
    short_message?: { message?: string; udh?: unknown };
    response(options?: object): PeerPdu;
  }
  export interface Session extends EventEmitter {
    bind_transceiver(options: object, callback: (pdu: PeerPdu) => void): boolean;
    submit_sm(options: object, callback: (pdu: PeerPdu) => void): boolean;
    deliver_sm(options: object, callback: (pdu: PeerPdu) => void): boolean;
    query_sm(options: object, callback: (pdu: PeerPdu) => void): boolean;
    enquire_link(callback: (pdu: PeerPdu) => void): boolean;
    unbind(callback: (pdu: PeerPdu) => void): boolean;
    send(pdu: PeerPdu): boolean;
    close(): void;
    destroy(): void;
  }
  export function connect(options: { url: string }): Session;
  export function createServer(listener: (session: Session) => void): NetServer;
}
