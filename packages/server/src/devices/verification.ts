export {
  type DeviceList,
  decodeDeviceList,
  type ListedDevice,
  pinOf,
  verifyDeviceListChain,
} from "@culver/crypto/handshake";
