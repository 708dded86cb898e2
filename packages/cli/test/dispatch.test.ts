import { describe, expect, test } from "bun:test";
import { type Command, UsageError } from "../src/command.ts";
import { commands } from "../src/commands/index.ts";
import { ConfigError } from "../src/config/index.ts";
import { dispatch } from "../src/dispatch.ts";
import { readOptions } from "../src/options.ts";

const command = (name: string, run: Command["run"] = async () => 0): Command => ({
  name,
  synopsis: "[--store DIR]",
  summary: `Does ${name}`,
  run,
});

async function call(table: readonly Command[], ...argv: string[]) {
  const written = { out: "", err: "" };
  const code = await dispatch(table, argv, {
    env: {},
    signal: new AbortController().signal,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
  });
  return { code, ...written };
}

describe("dispatch", () => {
  test("runs the command with the longest matching name and hands on the rest", async () => {
    const table = [
      command("device"),
      command("device send", async (args, { out }) => {
        out(args.join("|"));
        return 1;
      }),
    ];
    expect(await call(table, "device", "send", "+44", "a b")).toEqual({ code: 1, out: "+44|a b", err: "" });
  });

  test.each(["--help", "-h"])("%s tells how a command is used", async (flag) => {
    const { code, out } = await call([command("serve")], "serve", flag);
    expect(code).toBe(0);
    expect(out).toStartWith("Usage: culver serve [--store DIR]\n\nDoes serve.\n");
  });

  test("an unknown command is a usage error with a suggestion", async () => {
    const { code, err, out } = await call([command("serve")], "sevre");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toStartWith("culver: no command sevre; did you mean serve?\n");
  });

  test("a group alone, or with an unknown member, lists its members", async () => {
    const table = [command("device send"), command("device listen"), command("serve")];
    for (const argv of [["device"], ["device", "sned"]]) {
      const { code, err } = await call(table, ...argv);
      expect(code).toBe(2);
      expect(err).toContain("device listen");
      expect(err).not.toContain("serve");
    }
    expect((await call(table, "device", "sned")).err).toContain("did you mean send?");
    expect((await call(table, "device", "--help")).code).toBe(0);
  });

  test("nothing at all is a usage error, --help alone is not", async () => {
    expect((await call([command("serve")])).code).toBe(2);
    expect((await call([command("serve")], "--help")).code).toBe(0);
  });

  test("errors become exit codes and lines without a stack", async () => {
    const failing = (error: unknown) =>
      call([command("go", async () => Promise.reject(error))], "go").then(({ code, err }) => ({ code, err }));
    expect(await failing(new UsageError("NUMBER is missing"))).toEqual({
      code: 2,
      err: "culver go: NUMBER is missing\nSee culver go --help.\n",
    });
    expect((await failing(new ConfigError(["CULVER_PORT is wrong"]))).code).toBe(2);
    expect(await failing(new Error("cannot listen", { cause: new Error("port in use") }))).toEqual({
      code: 1,
      err: "culver go: cannot listen: port in use\n",
    });
  });
});

describe("readOptions", () => {
  const options = { store: { type: "string" }, count: { type: "string", short: "n" } } as const;

  test("parses flags and arguments, whatever their order", () => {
    const { values, positionals } = readOptions(["a", "--store", "DIR", "-n", "3"], options, {
      least: 1,
      most: 1,
    });
    expect({ ...values }).toEqual({ store: "DIR", count: "3" });
    expect(positionals).toEqual(["a"]);
  });

  test.each([
    [["--stor", "DIR"], "unknown flag --stor; did you mean --store?"],
    [["--store"], "argument missing"],
    [["extra"], "one argument too many: extra"],
  ])("%j is a usage error", (args, message) => {
    expect(() => readOptions(args, options)).toThrow(message);
    expect(() => readOptions(args, options)).toThrow(UsageError);
  });

  test("-- ends the flags", () => {
    expect(readOptions(["--", "--not-a-flag"], options, { least: 1, most: 1 }).positionals).toEqual([
      "--not-a-flag",
    ]);
  });
});

describe("the commands there are", () => {
  test("each tells its usage and has a summary of its own", async () => {
    for (const { name, summary } of commands) {
      const { code, out } = await call(commands, ...name.split(" "), "--help");
      expect({ name, code }).toEqual({ name, code: 0 });
      expect(out).toContain(summary);
    }
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  });

  test("help lists them, and tells about one", async () => {
    const { out } = await call(commands, "help");
    for (const { name } of commands) expect(out).toContain(`  ${name}`);
    expect((await call(commands, "help", "config")).out).toStartWith("Usage: culver config");
    expect((await call(commands, "help", "nothing")).code).toBe(2);
  });

  test("config --json is machine-readable, and refuses what it does not know", async () => {
    const { code, out } = await call(commands, "config", "--json", "--for", "serve", "--port", "9");
    expect(code).toBe(0);
    const { settings } = JSON.parse(out) as { settings: { name: string; value: string }[] };
    expect(settings.find(({ name }) => name === "CULVER_PORT")?.value).toBe("9");
    expect((await call(commands, "config", "--jsno")).code).toBe(2);
    expect((await call(commands, "config", "--for", "fun")).code).toBe(2);
  });

  test("version", async () => {
    expect((await call(commands, "--version")).out).toMatch(/^culver \d+\.\d+\.\d+ \(bun /);
  });
});
