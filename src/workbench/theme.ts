import type { ThemeConfig } from 'antd'

/** The language of the faces: paper, ink, one blue, one seal. Contrast is computed in a test. */
export const tokens = {
  ink: '#1A1D21',
  ink2: '#4A5058',
  paper: '#FFFFFF',
  paper2: '#F5F6F8',
  line: '#D5D9DF',
  /** The outline of fields: visible against paper at 3:1, as WCAG 1.4.11 asks. */
  edge: '#868D96',
  act: '#0B4DA2',
  act2: '#083B7D',
  actBg: '#EAF2FC',
  seal: '#C0271A',
  ok: '#0E6B3A',
  okBg: '#E8F5EE',
  amber: '#8A5A00',
  amberBg: '#FFF4DC',
  red: '#A3160B',
  redBg: '#FDECEA',
} as const

export const fontStack =
  '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC","Source Han Sans SC",system-ui,sans-serif'

/** antd drawn with the same tokens; `algorithm` (compact) is added where antd itself is loaded. */
export const themeTokens: ThemeConfig = {
  token: {
    colorPrimary: tokens.act,
    colorLink: tokens.act,
    colorLinkHover: tokens.act2,
    colorLinkActive: tokens.act2,
    colorText: tokens.ink,
    colorTextSecondary: tokens.ink2,
    colorTextTertiary: tokens.ink2,
    colorTextPlaceholder: '#646B74',
    colorTextDescription: tokens.ink2,
    colorBorder: tokens.edge,
    colorBorderSecondary: tokens.line,
    colorSplit: tokens.line,
    colorSuccess: tokens.ok,
    colorWarning: tokens.amber,
    colorError: tokens.red,
    colorErrorText: tokens.red,
    colorInfo: tokens.act,
    colorBgLayout: tokens.paper2,
    borderRadius: 6,
    fontFamily: fontStack,
    fontSize: 14,
    fontWeightStrong: 600,
    controlHeight: 32,
    motionDurationSlow: '0.15s',
    motionDurationMid: '0.1s',
    boxShadow: '0 6px 24px rgb(26 29 33 / 16%)',
    boxShadowSecondary: '0 6px 24px rgb(26 29 33 / 16%)',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
    Tabs: { horizontalMargin: '0', titleFontSize: 14 },
  },
}

const channel = (value: number): number => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast ratio of two colours (WCAG 2.2, 1.4.3), between 1 and 21. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}
