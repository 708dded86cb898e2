export {
  AddressError,
  addressText,
  destinationAddress,
  type SmppAddress,
  sourceAddress,
} from "../smpp/address.ts";
