"use server";

import { runOperation } from "@/app/_data/run-operation";
import { proposeChange } from "@/lib/changes/propose-change";
import { certifyAsset } from "@/lib/registry/certification/certify-asset";
import { changeAssetState } from "@/lib/registry/change-asset-state";
import { removeLabel } from "@/lib/registry/labels/remove-label";
import { setLabel } from "@/lib/registry/labels/set-label";
import { starAsset } from "@/lib/registry/star-asset";

/** Stars an asset for the signed-in person, or takes the star away. */
export async function starAction(input: unknown) {
  return runOperation(starAsset, input);
}

/** Suspends an asset, resumes it, or takes it through its life. */
export async function changeStateAction(input: unknown) {
  return runOperation(changeAssetState, input);
}

/** Points a label at a version of an asset. */
export async function setLabelAction(input: unknown) {
  return runOperation(setLabel, input);
}

/** Takes a label from an asset. */
export async function removeLabelAction(input: unknown) {
  return runOperation(removeLabel, input);
}

/** Certifies an asset, when every condition holds. */
export async function certifyAction(input: unknown) {
  return runOperation(certifyAsset, input);
}

/** Asks for somebody who approves a certificate. */
export async function requestCertificateAction(input: unknown) {
  return runOperation(proposeChange, input);
}
