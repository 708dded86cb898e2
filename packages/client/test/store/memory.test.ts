import { describe } from "bun:test";
import { MemoryStore } from "../../src/store/memory.ts";
import { storeContract } from "./store-contract.ts";

describe("memory", () => storeContract(async () => new MemoryStore(), { lasting: false }));
