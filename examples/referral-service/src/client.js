// The device gateway of the wards.
export const gateway = {
  address: 'https://gateway.clinic.internal',
  token: 'WARD-4KX9QZ7M-P2TVH6RB',
  key: process.env.GATEWAY_API_KEY,
};
