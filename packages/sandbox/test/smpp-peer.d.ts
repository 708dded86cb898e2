/** The little of npm smpp 0.5.1 (no types of its own) that these tests use. */
declare module "smpp" {
  import type { EventEmitter } from "node:events";

  export class PDU {
    constructor(command: string, options?: object);
    command: string;
    command_status: number;
    sequence_number: number;
    message_id?: string;
    message_state?: number;
    error_code?: number;
    final_date?: Date | string;
    sc_interface_version?: number;
    unsuccess_sme?: { destination_addr: string; error_status_code: number }[];
    source_addr?: string;
    destination_addr?: string;
    esme_addr?: string;
    esm_class?: number;
    short_message?: { message?: string; udh?: unknown };
    receipted_message_id?: string;
    user_message_reference?: number;
    response(options?: object): PDU;
  }
  export interface Session extends EventEmitter {
    send(pdu: PDU, callback?: (answer: PDU) => void): boolean;
    close(): void;
    destroy(): void;
  }
  export function connect(options: { url: string }): Session;
}
