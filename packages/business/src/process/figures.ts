import type { BusinessAccounts } from "../accounts/index.ts";
import type { Devices } from "../model/index.ts";
import type { WebhookQueue } from "../webhooks/index.ts";

/** The process in numbers, for metrics; counters are since its start. None of them tells of a person. */
export interface BusinessFigures {
  /** Messages by what became of them. */
  readonly messages: Readonly<Record<string, number>>;
  readonly webhookDeliveries: number;
  readonly webhookEvents: number;
  readonly webhookFailures: Readonly<Record<string, number>>;
  readonly webhooksWaiting: number;
  readonly webhooksDead: number;
  readonly webhookOldestAgeMs: number;
  readonly devices: number;
  readonly devicesOnline: number;
}

export async function readFigures(
  accounts: BusinessAccounts,
  devices: Devices,
  queue: WebhookQueue,
  messages: Readonly<Record<string, number>>,
): Promise<BusinessFigures> {
  const { deliveries, events, failures } = queue.tally();
  const { waiting, dead, oldestAgeMs } = await queue.backlog();
  const numbers = accounts.businesses().flatMap(({ id }) => accounts.numbersOf(id));
  return {
    messages,
    webhookDeliveries: deliveries,
    webhookEvents: events,
    webhookFailures: { ...failures },
    webhooksWaiting: waiting,
    webhooksDead: dead,
    webhookOldestAgeMs: oldestAgeMs,
    devices: numbers.filter(({ id }) => devices.client(id) !== undefined).length,
    devicesOnline: numbers.filter(({ id }) => devices.isOnline(id)).length,
  };
}
