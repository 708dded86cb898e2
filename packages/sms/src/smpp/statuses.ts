/** command_status values with their words (SMPP 3.4 section 5.1.3, and those 5.0 added). */
const table = [
  ["ESME_ROK", 0x00, "no error"],
  ["ESME_RINVMSGLEN", 0x01, "message length is invalid"],
  ["ESME_RINVCMDLEN", 0x02, "command length is invalid"],
  ["ESME_RINVCMDID", 0x03, "command is unknown"],
  ["ESME_RINVBNDSTS", 0x04, "command is not allowed in this bind state"],
  ["ESME_RALYBND", 0x05, "already bound"],
  ["ESME_RINVPRTFLG", 0x06, "priority flag is invalid"],
  ["ESME_RINVREGDLVFLG", 0x07, "registered delivery flag is invalid"],
  ["ESME_RSYSERR", 0x08, "the carrier has a system error"],
  ["ESME_RINVSRCADR", 0x0a, "source address is invalid"],
  ["ESME_RINVDSTADR", 0x0b, "destination address is invalid"],
  ["ESME_RINVMSGID", 0x0c, "message id is invalid"],
  ["ESME_RBINDFAIL", 0x0d, "bind failed"],
  ["ESME_RINVPASWD", 0x0e, "password is wrong"],
  ["ESME_RINVSYSID", 0x0f, "system id is unknown"],
  ["ESME_RCANCELFAIL", 0x11, "cancelling failed"],
  ["ESME_RREPLACEFAIL", 0x13, "replacing failed"],
  ["ESME_RMSGQFUL", 0x14, "message queue is full"],
  ["ESME_RINVSERTYP", 0x15, "service type is invalid"],
  ["ESME_RINVNUMDESTS", 0x33, "number of destinations is invalid"],
  ["ESME_RINVDLNAME", 0x34, "distribution list name is invalid"],
  ["ESME_RINVDESTFLAG", 0x40, "destination flag is invalid"],
  ["ESME_RINVSUBREP", 0x42, "submit with replace is invalid"],
  ["ESME_RINVESMCLASS", 0x43, "esm_class is invalid"],
  ["ESME_RCNTSUBDL", 0x44, "cannot submit to the distribution list"],
  ["ESME_RSUBMITFAIL", 0x45, "submitting failed"],
  ["ESME_RINVSRCTON", 0x48, "source type of number is invalid"],
  ["ESME_RINVSRCNPI", 0x49, "source numbering plan is invalid"],
  ["ESME_RINVDSTTON", 0x50, "destination type of number is invalid"],
  ["ESME_RINVDSTNPI", 0x51, "destination numbering plan is invalid"],
  ["ESME_RINVSYSTYP", 0x53, "system type is invalid"],
  ["ESME_RINVREPFLAG", 0x54, "replace_if_present flag is invalid"],
  ["ESME_RINVNUMMSGS", 0x55, "number of messages is invalid"],
  ["ESME_RTHROTTLED", 0x58, "the allowed rate is exceeded"],
  ["ESME_RINVSCHED", 0x61, "scheduled delivery time is invalid"],
  ["ESME_RINVEXPIRY", 0x62, "validity period is invalid"],
  ["ESME_RINVDFTMSGID", 0x63, "predefined message is invalid or missing"],
  ["ESME_RX_T_APPN", 0x64, "the receiver has a temporary error"],
  ["ESME_RX_P_APPN", 0x65, "the receiver has a permanent error"],
  ["ESME_RX_R_APPN", 0x66, "the receiver rejected the message"],
  ["ESME_RQUERYFAIL", 0x67, "querying failed"],
  ["ESME_RINVTLVSTREAM", 0xc0, "optional parameters are malformed"],
  ["ESME_RTLVNOTALLWD", 0xc1, "optional parameter is not allowed"],
  ["ESME_RINVTLVLEN", 0xc2, "parameter length is invalid"],
  ["ESME_RMISSINGTLV", 0xc3, "expected optional parameter is missing"],
  ["ESME_RINVTLVVAL", 0xc4, "optional parameter value is invalid"],
  ["ESME_RDELIVERYFAILURE", 0xfe, "delivery failed"],
  ["ESME_RUNKNOWNERR", 0xff, "unknown error"],
  ["ESME_RSERTYPUNAUTH", 0x100, "service type is not authorised"],
  ["ESME_RPROHIBITED", 0x101, "the account may not do this"],
  ["ESME_RSERTYPUNAVAIL", 0x102, "service type is unavailable"],
  ["ESME_RSERTYPDENIED", 0x103, "service type is denied"],
  ["ESME_RINVDCS", 0x104, "data coding is invalid"],
  ["ESME_RINVSRCADDRSUBUNIT", 0x105, "source address subunit is invalid"],
  ["ESME_RINVDSTADDRSUBUNIT", 0x106, "destination address subunit is invalid"],
  ["ESME_RINVBCASTFREQINT", 0x107, "broadcast frequency interval is invalid"],
  ["ESME_RINVBCASTALIAS_NAME", 0x108, "broadcast area alias is invalid"],
  ["ESME_RINVBCASTAREAFMT", 0x109, "broadcast area format is invalid"],
  ["ESME_RINVNUMBCAST_AREAS", 0x10a, "number of broadcast areas is invalid"],
  ["ESME_RINVBCASTCNTTYPE", 0x10b, "broadcast content type is invalid"],
  ["ESME_RINVBCASTMSGCLASS", 0x10c, "broadcast message class is invalid"],
  ["ESME_RBCASTFAIL", 0x10d, "broadcasting failed"],
  ["ESME_RBCASTQUERYFAIL", 0x10e, "querying the broadcast failed"],
  ["ESME_RBCASTCANCELFAIL", 0x10f, "cancelling the broadcast failed"],
  ["ESME_RINVBCAST_REP", 0x110, "number of broadcasts is invalid"],
  ["ESME_RINVBCASTSRVGRP", 0x111, "broadcast service group is invalid"],
  ["ESME_RINVBCASTCHANIND", 0x112, "broadcast channel indicator is invalid"],
] as const;

export type StatusName = (typeof table)[number][0];

/** Status codes by their standard name. */
export const Status = Object.freeze(
  Object.fromEntries(table.map(([name, code]) => [name, code])),
) as Readonly<Record<StatusName, number>>;

const byCode = new Map<number, (typeof table)[number]>(table.map((row) => [row[1], row]));

/** The standard name, or the code in hexadecimal for a carrier's own status (0x400 and above). */
export function statusName(status: number): string {
  return byCode.get(status)?.[0] ?? `0x${status.toString(16).padStart(8, "0")}`;
}

/** What the status means, in words fit for a log or an operator's page. */
export function statusWords(status: number): string {
  return byCode.get(status)?.[2] ?? "the carrier's own error";
}
