import { readFileSync } from "node:fs";

/** Files a process needs besides sockets. */
const OTHER_FILES = 400;

export interface SessionLimit {
  readonly sessions: number;
  /** What of the machine limits it. */
  readonly reason: string | undefined;
}

/** How many of the wanted sessions this machine lets one server hold: open files, and ports of the clients' side. */
export function sessionLimit(wanted: number): SessionLimit {
  const files = openFiles() - OTHER_FILES;
  const ports = clientPorts();
  if (wanted <= files && wanted <= ports) return { sessions: wanted, reason: undefined };
  return files <= ports
    ? { sessions: files, reason: `a process may open ${files + OTHER_FILES} files (ulimit -n)` }
    : { sessions: ports, reason: `${ports} client ports (net.ipv4.ip_local_port_range)` };
}

function openFiles(): number {
  const { stdout } = Bun.spawnSync(["sh", "-c", "ulimit -n"]);
  const limit = Number(stdout.toString().trim());
  return Number.isNaN(limit) ? Number.POSITIVE_INFINITY : limit;
}

function clientPorts(): number {
  try {
    const [low, high] = readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8").trim().split(/\s+/);
    return Number(high) - Number(low);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
