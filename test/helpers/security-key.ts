import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const sha256 = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest()

// Flags of WebAuthn's authenticator data: somebody was there, the device knew them, a new key comes along.
const present = 0x01
const verified = 0x04
const withKey = 0x40

/** A security key as WebAuthn describes it, without a browser: one ES256 key for one place, which signs whatever it is asked. */
export function makeSecurityKey(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  const rpIdHash = sha256(new URL(origin).hostname)
  const data = (flags: number, counter: number, rest: Buffer = Buffer.alloc(0)): Buffer => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([rpIdHash, Buffer.from([flags]), count, rest])
  }
  const clientData = (type: string, challenge: string, at: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: at, crossOrigin: false }))
  const common = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' as const }
  return {
    /** What a new key answers to creation options. */
    create(challenge: string, at = origin) {
      // COSE: EC2, ES256, P-256, x, y (RFC 9053).
      const bytes = (start: number, value: string) =>
        Buffer.concat([Buffer.from([start, 0x58, 0x20]), Buffer.from(value, 'base64url')])
      const cose = Buffer.concat([Buffer.from('a5010203262001', 'hex'), bytes(0x21, x), bytes(0x22, y)])
      const length = Buffer.from([0, id.length])
      const auth = data(present | verified | withKey, 0, Buffer.concat([Buffer.alloc(16), length, id, cose]))
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
        Buffer.from([0x58, auth.length]),
        auth,
      ])
      const response = {
        clientDataJSON: clientData('webauthn.create', challenge, at).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
      }
      return { ...common, response, clientExtensionResults: {} }
    },
    /** What it answers when it is asked to sign in. */
    get(challenge: string, { at = origin, counter = 1, isVerified = true } = {}) {
      const auth = data(present | (isVerified ? verified : 0), counter)
      const client = clientData('webauthn.get', challenge, at)
      const response = {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: auth.toString('base64url'),
        signature: sign('sha256', Buffer.concat([auth, sha256(client)]), privateKey).toString('base64url'),
      }
      return { ...common, response, clientExtensionResults: {} }
    },
  }
}
