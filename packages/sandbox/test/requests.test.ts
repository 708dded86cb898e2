import { describe, expect, test } from "bun:test";
import { Status } from "@culver/sms";
import { createSandbox } from "../src/index.ts";
import { bindEsme } from "./esme.ts";
import { get, until, write } from "./support.ts";

const phone = "447700900123";
const path = `/sandbox/handsets/+${phone}`;
const from = { source_addr: "447700900555", source_addr_ton: 1, source_addr_npi: 1 };
const to = { destination_addr: phone, dest_addr_ton: 1, dest_addr_npi: 1 };
const options = { receiptDelayMs: 5, redelivery: { baseMs: 10, maxMs: 20 } };

async function textsOn(sandbox: { fetch(request: Request): Response | Promise<Response> }, handset = path) {
  const { messages } = await (await get(sandbox, `${handset}/messages`)).json();
  return messages.map(({ text }: { text: string }) => text) as string[];
}

describe("npm smpp 0.5.1 against the sandbox", () => {
  test.each([0x33, 0x34, 0x50])(
    "version %i binds, submits and gets a receipt it can read",
    async (version) => {
      await using sandbox = await createSandbox(options);
      using esme = await bindEsme(sandbox, "transceiver", version);
      expect(esme.bound.command_status).toBe(0);
      expect(esme.bound.sc_interface_version).toBe(version === 0x33 ? undefined : 0x34);
      const { message_id } = await esme.ask("submit_sm", {
        ...from,
        ...to,
        // On its own it says data_coding 1 and writes GSM-7.
        data_coding: 0,
        short_message: "Grüße €",
        registered_delivery: 1,
        user_message_reference: 77,
      });
      await until(() => esme.delivered.length === 1);
      expect(await textsOn(sandbox)).toEqual(["Grüße €"]);
      const [receipt] = esme.delivered;
      expect(receipt?.esm_class).toBe(4);
      expect(receipt?.short_message?.message).toContain(`id:${message_id}`);
      expect(receipt?.receipted_message_id).toBe(version === 0x33 ? undefined : message_id);
      expect(receipt?.user_message_reference).toBe(version === 0x33 ? undefined : 77);
    },
  );

  test("transmitter and receivers: receipts and texts go to the receivers in turn, nothing to the transmitter", async () => {
    await using sandbox = await createSandbox(options);
    using transmitter = await bindEsme(sandbox, "transmitter");
    using first = await bindEsme(sandbox, "receiver");
    using second = await bindEsme(sandbox, "receiver");
    expect((await first.ask("submit_sm", { ...to, short_message: "x" })).command_status).toBe(
      Status.ESME_RINVBNDSTS,
    );
    for (let i = 0; i < 4; i++)
      await transmitter.ask("submit_sm", { ...from, ...to, short_message: "x", registered_delivery: 1 });
    await until(() => first.delivered.length + second.delivered.length === 4);
    expect([first.delivered.length, second.delivered.length]).toEqual([2, 2]);
    const sent = await write(sandbox, "POST", `${path}/messages`, { to: "Culver", text: "ж".repeat(400) });
    expect(sent.status).toBe(201);
    // The parts of one text stay together.
    expect([first.delivered.length, second.delivered.length].toSorted()).toEqual([2, 8]);
    expect(transmitter.delivered).toEqual([]);
  });

  test("deliver_sm refused for now or unanswered is sent again; refused for good is not", async () => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    esme.answers.push(Status.ESME_RX_T_APPN, Status.ESME_RMSGQFUL);
    const waiting = await write(sandbox, "POST", `${path}/messages`, { to: "Culver", text: "again" });
    expect([waiting.status, (await waiting.json()).message.waiting]).toEqual([202, true]);
    await until(() => esme.delivered.length === 1);
    await until(async () => {
      const { messages } = await (await get(sandbox, `${path}/messages`)).json();
      return messages[0].waiting === undefined;
    });
    esme.answers.push(Status.ESME_RX_R_APPN);
    const refused = await write(sandbox, "POST", `${path}/messages`, { to: "Culver", text: "never" });
    expect([refused.status, (await refused.json()).error.code]).toEqual([502, "refused"]);
    expect(await textsOn(sandbox)).toEqual(["again"]);
  });

  test("a receipt that is not taken is sent again", async () => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    esme.answers.push(Status.ESME_RSYSERR, Status.ESME_RX_T_APPN);
    await esme.ask("submit_sm", { ...from, ...to, short_message: "x", registered_delivery: 1 });
    await until(() => esme.delivered.length === 1);
    expect(esme.delivered[0]?.short_message?.message).toContain("stat:DELIVRD");
  });

  test("what a phone sends while nobody is bound waits for the next bind", async () => {
    await using sandbox = await createSandbox(options);
    expect((await write(sandbox, "POST", `${path}/messages`, { to: "Culver", text: "early" })).status).toBe(
      202,
    );
    using esme = await bindEsme(sandbox, "receiver");
    await until(() => esme.delivered.length === 1);
    expect(esme.delivered[0]?.short_message?.message).toBe("early");
  });

  test("a dropped receiver's unanswered texts go to the next", async () => {
    await using sandbox = await createSandbox(options);
    using deaf = await bindEsme(sandbox, "receiver");
    deaf.answers.push("none", "none");
    const sending = write(sandbox, "POST", `${path}/messages`, { to: "Culver", text: "kept" });
    await until(() => deaf.answers.length === 1);
    deaf.session.destroy();
    expect((await sending).status).toBe(202);
    using next = await bindEsme(sandbox, "receiver");
    await until(() => next.delivered.length === 1);
  });

  test("data_sm, payload, SAR and a UDH of 16 bits: one text on the phone each", async () => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    const long = "Straße ".repeat(60);
    const payload = Buffer.from(long, "latin1");
    await esme.ask("data_sm", { ...from, ...to, data_coding: 3, message_payload: payload });
    await esme.ask("submit_sm", {
      ...from,
      ...to,
      data_coding: 3,
      short_message: "",
      message_payload: payload,
    });
    for (const part of [3, 1, 2]) {
      await esme.ask("submit_sm", {
        ...from,
        ...to,
        data_coding: 8,
        short_message: Buffer.from(["Приве", "т, 😀", " مرحبا"][part - 1] ?? "", "utf16le").swap16(),
        sar_msg_ref_num: 9,
        sar_total_segments: 3,
        sar_segment_seqnum: part,
      });
    }
    for (const part of [2, 1]) {
      await esme.ask("submit_sm", {
        ...from,
        ...to,
        data_coding: 0,
        esm_class: 0x40,
        short_message: Buffer.concat([
          Buffer.from([6, 8, 4, 1, 2, 2, part]),
          Buffer.from(part === 1 ? "one " : "two"),
        ]),
      });
    }
    // Turkish single shift table: ESC g is ğ.
    await esme.ask("submit_sm", {
      ...from,
      ...to,
      data_coding: 0,
      esm_class: 0x40,
      short_message: Buffer.from([3, 0x24, 1, 1, 0x1b, 0x67]),
    });
    expect(await textsOn(sandbox)).toEqual([long, long, "Привет, 😀 مرحبا", "one two", "ğ"]);
  });

  test("binary texts are shown with each part's user data and the port", async () => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    const parts = [1, 2].map((part) =>
      Buffer.from([11, 5, 4, 0x3f, 0x92, 0, 0, 0, 3, 7, 2, part, 0xde, 0xad, part]),
    );
    for (const part of parts.toReversed())
      await esme.ask("submit_sm", { ...from, ...to, data_coding: 4, esm_class: 0x40, short_message: part });
    const { messages } = await (await get(sandbox, `${path}/messages`)).json();
    expect(messages).toMatchObject([
      { text: "", parts: 2, data: { port: 16274, userData: parts.map((part) => part.toString("base64")) } },
    ]);
  });

  test("submit_multi: to each, with those that cannot be reached listed; and to all handsets", async () => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    const numbers = ["447700900001", "447700900002", "15005550006"];
    const answer = await esme.ask("submit_multi", {
      ...from,
      dest_address: numbers.map((number) => ({
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        destination_addr: number,
      })),
      short_message: "to all",
      registered_delivery: 1,
    });
    expect(answer.command_status).toBe(0);
    expect(answer.unsuccess_sme).toMatchObject([
      { destination_addr: "15005550006", error_status_code: Status.ESME_RINVDSTADR },
    ]);
    await until(() => esme.delivered.length === 2);
    expect(esme.delivered.map((pdu) => pdu.receipted_message_id)).toEqual([
      answer.message_id,
      answer.message_id,
    ]);
    await esme.ask("submit_multi", {
      ...from,
      dest_address: [{ dl_name: "handsets" }],
      short_message: "again",
    });
    expect(await textsOn(sandbox, "/sandbox/handsets/+447700900002")).toEqual(["to all", "again"]);
    const unknown = await esme.ask("submit_multi", { ...from, dest_address: [{ dl_name: "x" }] });
    expect(unknown.command_status).toBe(Status.ESME_RINVDLNAME);
  });
});

describe("messages that wait", () => {
  test("a phone that is off gets them when it is on; an intermediate notice, an alert and the receipt are sent", async () => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    await write(sandbox, "PUT", path, { on: false });
    const submit = { ...from, ...to, short_message: "wake up", registered_delivery: 0x11 };
    const { message_id } = await esme.ask("submit_sm", submit);
    await until(() => esme.delivered.length === 1);
    expect(esme.delivered[0]?.esm_class).toBe(0x20);
    expect(esme.delivered[0]?.short_message?.message).toContain("stat:ENROUTE");
    const query = await esme.ask("query_sm", { message_id, ...from });
    expect([query.command_status, query.message_state]).toEqual([0, 1]);
    const transaction = await esme.ask("submit_sm", { ...submit, esm_class: 2 });
    expect(transaction.command_status).toBe(Status.ESME_RX_T_APPN);
    expect(await textsOn(sandbox)).toEqual([]);
    expect(await (await write(sandbox, "PUT", path, { on: true })).json()).toMatchObject({ on: true });
    expect(await textsOn(sandbox)).toEqual(["wake up"]);
    await until(() => esme.delivered.length === 2 && esme.alerts.length === 1);
    expect(esme.delivered[1]?.short_message?.message).toContain("stat:DELIVRD");
    expect(esme.alerts[0]).toMatchObject({ source_addr: phone, esme_addr: "447700900555" });
    const done = await esme.ask("query_sm", { message_id, ...from });
    expect(done.message_state).toBe(2);
    expect(done.final_date).toBeTruthy();
  });

  test("cancel, replace, replace_if_present and validity", async () => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    await write(sandbox, "PUT", path, { on: false });
    const submit = { ...from, ...to, registered_delivery: 1 };
    const cancelled = await esme.ask("submit_sm", { ...submit, short_message: "cancelled" });
    const replaced = await esme.ask("submit_sm", { ...submit, short_message: "before" });
    await esme.ask("submit_sm", {
      ...submit,
      short_message: "gone soon",
      validity_period: "000000000000100R",
    });
    await esme.ask("submit_sm", { ...submit, service_type: "VMN", short_message: "one voice mail" });
    await esme.ask("submit_sm", {
      ...submit,
      service_type: "VMN",
      short_message: "two voice mails",
      replace_if_present_flag: 1,
    });
    const cancel = { ...from, ...to, message_id: cancelled.message_id };
    expect((await esme.ask("cancel_sm", cancel)).command_status).toBe(0);
    expect((await esme.ask("cancel_sm", cancel)).command_status).toBe(Status.ESME_RCANCELFAIL);
    const replace = {
      ...from,
      message_id: replaced.message_id,
      short_message: "after",
      registered_delivery: 1,
    };
    expect((await esme.ask("replace_sm", replace)).command_status).toBe(0);
    const words = () => esme.delivered.map((pdu) => /stat:(\w+)/.exec(pdu.short_message?.message ?? "")?.[1]);
    await until(() => words().length === 3);
    expect(words().toSorted()).toEqual(["DELETED", "DELETED", "EXPIRED"]);
    await write(sandbox, "PUT", path, { on: true });
    expect(await textsOn(sandbox)).toEqual(["after", "two voice mails"]);
    expect((await esme.ask("replace_sm", replace)).command_status).toBe(Status.ESME_RREPLACEFAIL);
    expect((await esme.ask("query_sm", { ...from, message_id: "nothing" })).command_status).toBe(
      Status.ESME_RQUERYFAIL,
    );
    const other = await esme.ask("query_sm", { source_addr: "999", message_id: replaced.message_id });
    expect(other.command_status).toBe(Status.ESME_RQUERYFAIL);
  });

  test("a scheduled message arrives when it is due", async () => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    const { message_id } = await esme.ask("submit_sm", {
      ...from,
      ...to,
      short_message: "later",
      schedule_delivery_time: "000000000000200R",
    });
    expect((await esme.ask("query_sm", { ...from, message_id })).message_state).toBe(0);
    expect(await textsOn(sandbox)).toEqual([]);
    await until(async () => (await textsOn(sandbox)).length === 1);
  });

  test.each([
    [0, []],
    [1, ["DELIVRD", "UNDELIV"]],
    [2, ["UNDELIV"]],
  ])("registered_delivery %i: receipts %j", async (registered_delivery, expected) => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    await esme.ask("submit_sm", { ...from, ...to, short_message: "x", registered_delivery });
    const behaviour = { receipt: "undeliverable", receiptError: "011" };
    await write(sandbox, "PUT", "/sandbox/behaviour", { number: "07700900123", behaviour });
    await esme.ask("submit_sm", { ...from, ...to, short_message: "y", registered_delivery });
    await write(sandbox, "PUT", "/sandbox/behaviour", { number: "07700900123" });
    // One more with a receipt shows that no other is on its way.
    await esme.ask("submit_sm", { ...from, ...to, short_message: "z", registered_delivery: 1 });
    await until(() => esme.delivered.length === expected.length + 1);
    const words = esme.delivered.map((pdu) => /stat:(\w+)/.exec(pdu.short_message?.message ?? "")?.[1] ?? "");
    expect(words).toEqual([...expected, "DELIVRD"]);
    expect(await textsOn(sandbox)).toEqual(["x", "z"]);
    if (expected.includes("UNDELIV"))
      expect(esme.delivered.at(-2)?.short_message?.message).toContain("err:011");
  });
});

describe("bad input has the standard's own error", () => {
  const text = { ...from, ...to, short_message: "x" };
  test.each([
    ["ESME_RINVDSTADR", { ...text, destination_addr: "" }],
    ["ESME_RINVDSTADR", { ...text, destination_addr: "Bob" }],
    ["ESME_RINVDSTADR", { ...text, destination_addr: "15005550006" }],
    ["ESME_RINVDSTTON", { ...text, dest_addr_ton: 7 }],
    ["ESME_RINVDSTNPI", { ...text, dest_addr_npi: 2 }],
    ["ESME_RINVSRCTON", { ...text, source_addr_ton: 9 }],
    ["ESME_RINVSRCNPI", { ...text, source_addr_npi: 5 }],
    ["ESME_RINVSRCADR", { ...text, source_addr: "letters" }],
    ["ESME_RINVSRCADR", { ...text, source_addr_ton: 5, source_addr: "Twelve chars" }],
    ["ESME_RINVSRCADR", { ...text, source_addr: "1".repeat(30) }],
    ["ESME_RINVESMCLASS", { ...text, esm_class: 0x04 }],
    ["ESME_RINVESMCLASS", { ...text, esm_class: 0x40, short_message: Buffer.from([200, 1]), data_coding: 4 }],
    ["ESME_RINVPRTFLG", { ...text, priority_flag: 4 }],
    ["ESME_RINVREGDLVFLG", { ...text, registered_delivery: 3 }],
    ["ESME_RINVREGDLVFLG", { ...text, registered_delivery: 0x20 }],
    ["ESME_RINVREPFLAG", { ...text, replace_if_present_flag: 2 }],
    ["ESME_RINVDFTMSGID", { ...text, sm_default_msg_id: 1 }],
    ["ESME_RINVSCHED", { ...text, schedule_delivery_time: "tomorrow at ten" }],
    ["ESME_RINVSCHED", { ...text, schedule_delivery_time: "200101000000000+" }],
    ["ESME_RINVEXPIRY", { ...text, validity_period: "209913000000000+" }],
    ["ESME_RINVEXPIRY", { ...text, validity_period: "200101000000000+" }],
    ["ESME_RINVSERTYP", { ...text, service_type: "TOOLONG" }],
    ["ESME_RTLVNOTALLWD", { ...text, message_payload: Buffer.from("y") }],
    ["ESME_RMISSINGTLV", { ...text, sar_msg_ref_num: 1 }],
    ["ESME_RINVTLVVAL", { ...text, sar_msg_ref_num: 1, sar_total_segments: 2, sar_segment_seqnum: 3 }],
  ] as const)("%s", async (name, submit) => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    const answer = await esme.ask("submit_sm", submit);
    expect([answer.command_status, name]).toEqual([Status[name], name]);
    // The session goes on.
    expect((await esme.ask("submit_sm", text)).command_status).toBe(0);
  });

  test("unbound, bound twice, unknown commands, data_sm and submit_multi without content or destination", async () => {
    await using sandbox = await createSandbox(options);
    using esme = await bindEsme(sandbox);
    expect((await esme.ask("bind_receiver", {})).command_status).toBe(Status.ESME_RALYBND);
    expect((await esme.ask("data_sm", { ...from, ...to })).command_status).toBe(Status.ESME_RMISSINGTLV);
    const empty = await esme.ask("submit_multi", { ...from, short_message: "x" });
    expect(empty.command_status).toBe(Status.ESME_RINVNUMDESTS);
    const unknown = await esme.ask("broadcast_sm", {});
    expect([unknown.command, unknown.command_status]).toEqual(["generic_nack", Status.ESME_RINVCMDID]);
    expect((await esme.ask("unbind")).command).toBe("unbind_resp");
  });
});
