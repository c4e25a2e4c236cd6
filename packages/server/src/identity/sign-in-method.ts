/** How it was proved who it is. */
export type SignInMethod = 'password' | 'second-factor' | 'passkey' | 'saml' | 'oidc';
