/** command_id of each PDU (SMPP 3.4 section 5.1.2.1). A response is its request with the top bit set. */
export const commandIds = {
  generic_nack: 0x80000000,
  bind_receiver: 0x00000001,
  bind_receiver_resp: 0x80000001,
  bind_transmitter: 0x00000002,
  bind_transmitter_resp: 0x80000002,
  query_sm: 0x00000003,
  query_sm_resp: 0x80000003,
  submit_sm: 0x00000004,
  submit_sm_resp: 0x80000004,
  deliver_sm: 0x00000005,
  deliver_sm_resp: 0x80000005,
  unbind: 0x00000006,
  unbind_resp: 0x80000006,
  replace_sm: 0x00000007,
  replace_sm_resp: 0x80000007,
  cancel_sm: 0x00000008,
  cancel_sm_resp: 0x80000008,
  bind_transceiver: 0x00000009,
  bind_transceiver_resp: 0x80000009,
  outbind: 0x0000000b,
  enquire_link: 0x00000015,
  enquire_link_resp: 0x80000015,
  submit_multi: 0x00000021,
  submit_multi_resp: 0x80000021,
  alert_notification: 0x00000102,
  data_sm: 0x00000103,
  data_sm_resp: 0x80000103,
} as const;

export type Command = keyof typeof commandIds;

/** Commands that are answered by a command of their own. */
export type Request = {
  [C in Command]: `${C}_resp` extends Command ? C : never;
}[Command];

export type ResponseTo<C extends Request> = `${C}_resp`;

const commands = new Map<number, Command>(
  Object.entries(commandIds).map(([name, id]) => [id, name as Command]),
);

/** The command of an id, or undefined for one that SMPP 3.4 does not define. */
export function commandOf(id: number): Command | undefined {
  return commands.get(id);
}

/** Whether a command_id has the response bit. */
export function isResponseId(id: number): boolean {
  return id >>> 31 === 1;
}

/** The response that answers `command`; undefined for responses, outbind and alert_notification. */
export function responseTo(command: Command): ResponseTo<Request> | undefined {
  const response = `${command}_resp`;
  return response in commandIds ? (response as ResponseTo<Request>) : undefined;
}
