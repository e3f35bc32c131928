/** Where an asset's file stands: `<domain>/<kind>/<name>.yaml`. None of the three can hold a slash. */
export function assetPath({ domain, kind, name }: { domain: string; kind: string; name: string }): string {
  return `${domain}/${kind}/${name}.yaml`;
}

/** Where a domain's own file stands. No kind is called so. */
export function domainPath({ domain }: { domain: string }): string {
  return `${domain}/domain.yaml`;
}
