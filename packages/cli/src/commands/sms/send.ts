import type { MessageTrace } from "@culver/sms";
import { type Command, ExitCode } from "../../command.ts";
import { operatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "../../operator/operator-client.ts";
import { printTrace } from "../../operator/print-trace.ts";
import { readOptions } from "../../options.ts";

const LOOK_EVERY_MS = 250;

/** `culver sms send`: one text through the gateway's queue, to try a carrier. */
export const smsSend: Command = {
  name: "sms send",
  synopsis: "NUMBER TEXT [--from SENDER] [--wait SECONDS] [--json]",
  summary: "Send a text through the gateway, to try a route",
  details: [
    "--from SENDER   a number, short code or name; CULVER_SMS_SENDER when left out",
    "--wait SECONDS  how long to wait for the end (30); 0 returns once the text is queued on disk",
    "--json          print the trace as JSON",
    "",
    SERVER_FLAGS_HELP,
    "Returns 0 when it was delivered, or sent when no receipt came in time; 1 when it failed or is still queued.",
  ].join("\n"),
  async run(args, context) {
    const { values, positionals } = readOptions(
      args,
      {
        ...SERVER_FLAGS,
        from: { type: "string" },
        wait: { type: "string", default: "30" },
        json: { type: "boolean", default: false },
      },
      { least: 2, most: 2 },
    );
    const [to = "", text = ""] = positionals;
    const client = operatorClient(values, context);
    const { id } = await client.post<{ id: string }>("/operator/sms/messages", {
      to,
      text,
      from: values.from,
    });
    const until = Date.now() + Number(values.wait) * 1000;
    for (;;) {
      const { traces } = await client.post<{ traces: MessageTrace[] }>("/operator/sms/trace", { id });
      const [trace] = traces;
      const isOver = trace?.state === "delivered" || trace?.state === "failed";
      if (!isOver && Date.now() < until && !context.signal.aborted) {
        await Bun.sleep(LOOK_EVERY_MS);
        continue;
      }
      if (trace !== undefined) printTrace(context, trace, values.json);
      if (Number(values.wait) === 0) return ExitCode.ok;
      return trace?.state === "delivered" || trace?.state === "sent" ? ExitCode.ok : ExitCode.failure;
    }
  },
};
