-- Passkeys (WebAuthn) of officers: the public half only, and what it takes to recognise the device.
create table passkeys (
  passkey_id text primary key,
  account_id uuid not null references accounts (account_id),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  added_at timestamptz not null,
  used_at timestamptz
);
create index passkeys_of_account on passkeys (account_id, added_at);

-- What a device was asked to sign, once: taken away when it comes back, or when nobody came back with it.
create table passkey_challenges (
  challenge_digest char(64) primary key,
  account_id uuid references accounts (account_id),
  expires_at timestamptz not null
);
