/** What a resource is found by: its type in small letters and its name, with what is not known written out. */

/** @param name parts joined by slashes */
export function keyOf(type: string, name: string): string {
  return `${type.toLowerCase()} ${name.toLowerCase()}`;
}

/** The key of what a child belongs to; undefined: it is no child. */
export function parentKeyOf(type: string, name: string): string | undefined {
  const above = type.slice(0, type.lastIndexOf('/'));
  const slash = name.lastIndexOf('/');
  return above.includes('/') && slash > 0 ? keyOf(above, name.slice(0, slash)) : undefined;
}

/** The key that an address names (`/subscriptions/…/providers/T/x/name`, `T/x/name`); undefined: none. */
export function keyOfAddress(address: string): string | undefined {
  const start = address.lastIndexOf('/providers/');
  const [provider = '', ...parts] = (start < 0 ? address : address.slice(start + 11)).split('/');
  if (!/^[A-Za-z][\w]{0,60}\.[\w.]{1,60}$/.test(provider) || parts.length < 2 || parts.length % 2 !== 0)
    return undefined;
  const types = parts.filter((_, i) => i % 2 === 0);
  const names = parts.filter((_, i) => i % 2 === 1);
  return keyOf(`${provider}/${types.join('/')}`, names.join('/'));
}

/** A resource that extends another one, written as its child (`…/providers/diagnosticSettings`, `x/Microsoft.Insights/y`). */
export function extensionOf(
  type: string,
  name: string,
): { readonly type: string; readonly name: string; readonly of: string } | undefined {
  const at = type.toLowerCase().indexOf('/providers/');
  if (at < 0) return undefined;
  const owner = type.slice(0, at);
  const names = name.split('/');
  const count = owner.split('/').length - 1;
  const [provider = '', ...rest] = names.slice(count);
  return {
    type: `${provider}/${type.slice(at + 11)}`,
    name: `${names.slice(0, count).join('/')}/${rest.join('/')}`,
    of: keyOf(owner, names.slice(0, count).join('/')),
  };
}
