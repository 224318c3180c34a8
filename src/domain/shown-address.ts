const MAX_CHARACTERS = 300;

/** An address as messages and logs may show it: without user and password, and without the query and fragment that a web address may be signed with. */
export function shownAddress(address: string): string {
  const [, scheme] = /^([a-z][a-z0-9+.-]+):/i.exec(address) ?? [];
  return (scheme === undefined || /^file$/i.test(scheme) ? address : withoutSecrets(scheme, address)).slice(0, MAX_CHARACTERS);
}

function withoutSecrets(scheme: string, address: string): string {
  // A key of an object store is text, and may hold any of the marks that mean something in a web address.
  if (/^s3$/i.test(scheme)) return address.replace(/^(s3:\/\/)[^/]*@/i, '$1');
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url !== null && url.host !== '') return `${url.protocol}//${url.host}${url.pathname}`;
  // Nobody can say where the password ends in what is no address, so all that may be one goes.
  return address.replace(/^([a-z][a-z0-9+.-]*:[/\\]*)[^]*@/i, '$1').replace(/[?#][^]*$/, '');
}
