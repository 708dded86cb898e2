import { describe, expect, test } from "bun:test";
import {
  appendDeviceListEntry,
  BinaryCodec,
  claimedKeyPackages,
  claimKeyPackages,
  commitGroupRequest,
  conversationRequest,
  createGroupRequest,
  currentGroup,
  deviceList,
  deviceListChanged,
  deviceListRequest,
  type Element,
  el,
  foundNumbers,
  groupIdText,
  groupInfoRequest,
  keyPackageCount,
  liveGroup,
  lookupNumbers,
  mlsMessage,
  NS_KEYS,
  NS_MLS,
  parseAppendDeviceListEntry,
  parseClaimedKeyPackages,
  parseClaimKeyPackages,
  parseCommitGroup,
  parseConversationRequest,
  parseCreateGroup,
  parseCurrentGroup,
  parseDeviceList,
  parseDeviceListChanged,
  parseDeviceListRequest,
  parseFoundNumbers,
  parseGroupInfoRequest,
  parseKeyPackageCount,
  parseLiveGroup,
  parseLookupNumbers,
  parseMlsMessage,
  parsePrivacySettings,
  parsePublishedGroupInfo,
  parsePublishKeyPackages,
  parseRetryAfter,
  privacySettings,
  publishedGroupInfo,
  publishKeyPackages,
  retryAfter,
  StanzaError,
  XmlCodec,
} from "../src/index.ts";

const A = "aaaaaaaaaaaaaaaa";
const B = "bbbbbbbbbbbbbbbb";
const CONVERSATION = `p.${A}.${B}` as const;
const GROUP = groupIdText(new Uint8Array(32).fill(7));
const BYTES = new Uint8Array([0, 1, 254]);

const binary = new BinaryCodec({ domain: "example.org" });
const xml = new XmlCodec();

function roundTrip<T>(value: T, build: (value: T) => Element, parse: (e: Element) => T): void {
  const built = build(value);
  expect(parse(built)).toEqual(value);
  expect(parse(binary.decode(binary.encode(built)))).toEqual(value);
  expect(parse(xml.decode(xml.encode(built)))).toEqual(value);
}

describe("payloads of urn:culver:*", () => {
  test("come through both encodings", () => {
    roundTrip(
      [
        { keyPackage: BYTES, lastResort: false },
        { keyPackage: BYTES, lastResort: true },
      ],
      publishKeyPackages,
      parsePublishKeyPackages,
    );
    roundTrip(17, keyPackageCount, parseKeyPackageCount);
    roundTrip([A, B], claimKeyPackages, parseClaimKeyPackages);
    roundTrip([{ account: A, device: 2, keyPackage: BYTES }], claimedKeyPackages, parseClaimedKeyPackages);
    roundTrip([], claimedKeyPackages, parseClaimedKeyPackages);
    roundTrip(BYTES, appendDeviceListEntry, parseAppendDeviceListEntry);
    roundTrip({ account: A, after: 3 }, (r) => deviceListRequest(r.account, r.after), parseDeviceListRequest);
    roundTrip({ account: A, entries: [BYTES] }, deviceList, parseDeviceList);
    roundTrip(A, deviceListChanged, parseDeviceListChanged);
    roundTrip(["+447700900123"], lookupNumbers, parseLookupNumbers);
    roundTrip(
      [{ number: "+447700900123", account: A, accountKey: new Uint8Array(32).fill(9) }],
      foundNumbers,
      parseFoundNumbers,
    );
    for (const kind of ["payload", "commit", "welcome"] as const) {
      roundTrip({ kind, group: GROUP, epoch: 7, bytes: BYTES }, mlsMessage, parseMlsMessage);
    }
    roundTrip(
      {
        conversation: CONVERSATION,
        group: GROUP,
        replaces: GROUP,
        commit: BYTES,
        welcome: BYTES,
        groupInfo: BYTES,
      },
      createGroupRequest,
      parseCreateGroup,
    );
    roundTrip(
      { group: GROUP, epoch: 1, commit: BYTES, welcome: undefined, groupInfo: BYTES },
      commitGroupRequest,
      parseCommitGroup,
    );
    roundTrip(GROUP, groupInfoRequest, parseGroupInfoRequest);
    roundTrip(CONVERSATION, conversationRequest, parseConversationRequest);
    roundTrip({ conversation: CONVERSATION, group: GROUP, epoch: 4 }, liveGroup, parseLiveGroup);
    roundTrip(
      { conversation: undefined, group: undefined, epoch: undefined },
      currentGroup,
      parseCurrentGroup,
    );
    roundTrip({ group: GROUP, epoch: 4, groupInfo: BYTES }, publishedGroupInfo, parsePublishedGroupInfo);
    roundTrip({ lastSeen: "nobody" as const }, privacySettings, parsePrivacySettings);
    roundTrip(30, retryAfter, parseRetryAfter);
  });

  test("are refused with bad-request when malformed", () => {
    const bad: (() => unknown)[] = [
      () => parsePublishKeyPackages(el("publish", NS_KEYS)),
      () => parsePublishKeyPackages(el("publish", NS_KEYS, {}, [el("key-package", NS_KEYS)])),
      () => parseClaimKeyPackages(claimKeyPackages(["nobody"])),
      () => parseClaimKeyPackages(claimKeyPackages(Array.from({ length: 17 }, () => A))),
      () => parseLookupNumbers(lookupNumbers(["07700900123" as `+${string}`])),
      () => parseMlsMessage(el("payload", NS_MLS, { group: GROUP, epoch: "07" }, BYTES)),
      () => parseMlsMessage(el("payload", NS_MLS, { group: GROUP, epoch: "99999999999999999" }, BYTES)),
      () => parseMlsMessage(el("payload", NS_MLS, { group: "a b", epoch: "7" }, BYTES)),
      () => parseCommitGroup(el("commit", NS_MLS, { group: GROUP, epoch: "7" })),
      () => parseConversationRequest(el("conversation", NS_MLS, { id: `p.${B}.${A}` })),
      () => parseRetryAfter(el("retry", NS_MLS, { after: "5" })),
    ];
    for (const attempt of bad) {
      try {
        attempt();
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(StanzaError);
        expect((error as StanzaError).condition).toBe("bad-request");
      }
    }
  });
});
