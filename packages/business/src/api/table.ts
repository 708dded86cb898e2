import type { Endpoint } from "./endpoint.ts";
import { getAccessToken, postAccessToken } from "./endpoints/access-token.ts";
import { deleteSubscription, getApp, getSubscriptions, setSubscription } from "./endpoints/app.ts";
import { blockUsers, listBlocked, unblockUsers } from "./endpoints/block-users.ts";
import { getBusiness, listNumbers } from "./endpoints/business.ts";
import { debugToken } from "./endpoints/debug-token.ts";
import { getEncryption, setEncryption } from "./endpoints/encryption.ts";
import { listFlowAssets, uploadFlowAsset } from "./endpoints/flow-assets.ts";
import {
  changeFlow,
  createFlow,
  deleteFlowEndpoint,
  deprecateFlow,
  getFlow,
  listFlows,
  publishFlow,
} from "./endpoints/flows.ts";
import { deleteMedia, getMedia } from "./endpoints/media.ts";
import {
  changeMessageLink,
  createMessageLink,
  deleteMessageLink,
  getMessageLink,
  listMessageLinks,
} from "./endpoints/message-links.ts";
import { sendMessage } from "./endpoints/messages.ts";
import { changeNumber, getNumber } from "./endpoints/number.ts";
import { changeSettings, getSettings } from "./endpoints/number-settings.ts";
import { changeProfile, getProfile } from "./endpoints/profile.ts";
import { deregister, register, requestCode, verifyCode } from "./endpoints/registration.ts";
import { getSubscribedApps, subscribeApp, unsubscribeApp } from "./endpoints/subscribed-apps.ts";
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  getTemplate,
  listTemplates,
} from "./endpoints/templates.ts";
import { uploadMedia } from "./endpoints/upload-media.ts";
import { beginUpload, continueUpload, getUpload } from "./endpoints/uploads.ts";

/** All that can be asked (section 2, priorities 1 and 2): what routes, describes and tests the API. */
export const ENDPOINTS: readonly Endpoint[] = [
  sendMessage,
  uploadMedia,
  getMedia,
  deleteMedia,
  getNumber,
  listNumbers,
  getSubscribedApps,
  subscribeApp,
  unsubscribeApp,
  listTemplates,
  createTemplate,
  deleteTemplate,
  getTemplate,
  editTemplate,
  getProfile,
  changeProfile,
  debugToken,
  changeNumber,
  getBusiness,
  register,
  deregister,
  requestCode,
  verifyCode,
  listBlocked,
  blockUsers,
  unblockUsers,
  listMessageLinks,
  getMessageLink,
  createMessageLink,
  changeMessageLink,
  deleteMessageLink,
  getApp,
  getSubscriptions,
  setSubscription,
  deleteSubscription,
  getAccessToken,
  postAccessToken,
  beginUpload,
  getUpload,
  continueUpload,
  getSettings,
  changeSettings,
  getEncryption,
  setEncryption,
  listFlows,
  createFlow,
  getFlow,
  changeFlow,
  deleteFlowEndpoint,
  publishFlow,
  deprecateFlow,
  listFlowAssets,
  uploadFlowAsset,
];
