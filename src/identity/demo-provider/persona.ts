/** Somebody who does not exist, for demonstrations and tests. */
export type Persona = {
  subject: string
  name: string
  about: { zh: string; en: string }
  residentIdNo?: string
  mobile?: string
  email?: string
  address?: string
  divisionCode?: string
}
