import { z } from 'zod'

/** What the identity provider vouches for. Personal data: never in logs, never in URLs. */
export const Profile = z.object({
  residentIdNo: z.string().optional(),
  mobile: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
  /** The village or community the person lives in, for the first choice of place. */
  divisionCode: z.string().optional(),
})
export type Profile = z.infer<typeof Profile>

export const Preferences = z.object({
  locale: z.enum(['zh', 'en']).optional(),
  elder: z.boolean().optional(),
  divisionCode: z.string().optional(),
})
export type Preferences = z.infer<typeof Preferences>

export type Account = {
  accountId: string
  /** A firm is an account that nobody signs in to: who acts under its mandate finds what belongs to it. */
  kind: 'person' | 'officer' | 'firm'
  name: string
  profile: Profile
  preferences: Preferences
}
