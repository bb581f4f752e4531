import { Checkbox, createTheme, defaultVariantColorsResolver, Radio } from '@mantine/core'
import type {
  CSSVariablesResolver,
  MantineColorsTuple,
  MantineThemeOverride,
  VariantColorResolverResult,
  VariantColorsResolverInput,
} from '@mantine/core'

/** The colours that components may be given; each is a token, so light and dark follow by themselves. */
const tones = ['night', 'lamp', 'good', 'bad'] as const
type Tone = (typeof tones)[number]

/** Mantine in the clothes of tokens.css: it brings behaviour, the tokens bring the looks. */
export const theme: MantineThemeOverride = createTheme({
  fontFamily: 'var(--font-body)',
  headings: {
    fontFamily: 'var(--font-display)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: 'var(--text-2xl)', lineHeight: '1.15' },
      h2: { fontSize: 'var(--text-xl)', lineHeight: '1.25' },
      h3: { fontSize: 'var(--text-l)', lineHeight: '1.35' },
    },
  },
  colors: Object.fromEntries(tones.map((tone) => [tone, shades(tone)])),
  primaryColor: 'night',
  primaryShade: 6,
  defaultRadius: 'md',
  radius: { md: 'var(--radius)' },
  fontSizes: { sm: 'var(--text-s)', md: 'var(--text-m)', lg: 'var(--text-l)' },
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  variantColorResolver: colorsOf,
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Checkbox: Checkbox.extend({
      defaultProps: { size: 'md' },
      vars: () => ({ root: { '--checkbox-icon-color': 'var(--night-ink)' } }),
    }),
    Radio: Radio.extend({
      defaultProps: { size: 'md' },
      vars: () => ({ root: { '--radio-icon-color': 'var(--night-ink)' } }),
    }),
    Modal: { defaultProps: { centered: true, radius: 'md', closeOnClickOutside: false } },
    Alert: { defaultProps: { variant: 'light' } },
  },
})

/** Puts the tokens where Mantine's own style sheet looks; both schemes alike, as the tokens differ. */
export function cssVariablesResolver(): ReturnType<CSSVariablesResolver> {
  const variables = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': 'var(--ink-soft)',
    '--mantine-color-default': 'var(--card)',
    '--mantine-color-default-hover': 'var(--lamp-soft)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-anchor': 'var(--link)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-disabled': 'color-mix(in srgb, var(--ink-soft) 12%, var(--card))',
    '--mantine-color-disabled-color': 'var(--ink-soft)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-primary-color-contrast': 'var(--night-ink)',
  }
  return { variables: {}, light: variables, dark: variables }
}

function shades(tone: Tone): MantineColorsTuple {
  const shade = `var(--${tone})`
  return [shade, shade, shade, shade, shade, shade, shade, shade, shade, shade]
}

const softs: Readonly<Record<Tone, string>> = {
  night: 'var(--lamp-soft)',
  lamp: 'var(--lamp-soft)',
  good: 'var(--good-soft)',
  bad: 'var(--bad-soft)',
}

function colorsOf(input: VariantColorsResolverInput): VariantColorResolverResult {
  const tone = tones.find((name) => name === (input.color ?? 'night'))
  if (tone === undefined) return defaultVariantColorsResolver(input)
  const solid = `var(--${tone})`
  const hover = `color-mix(in srgb, ${solid} 88%, var(--ink))`
  switch (input.variant) {
    case 'filled':
      return {
        background: solid,
        hover,
        color: tone === 'night' ? 'var(--night-ink)' : 'var(--paper)',
        border: '1px solid transparent',
      }
    case 'light':
      return { background: softs[tone], hover: softs[tone], color: solid, border: 'none' }
    case 'outline':
      return {
        background: 'transparent',
        hover: softs[tone],
        color: solid,
        border: `1px solid ${solid}`,
      }
    case 'subtle':
      return {
        background: 'transparent',
        hover: softs[tone],
        color: solid,
        border: '1px solid transparent',
      }
    default:
      return defaultVariantColorsResolver(input)
  }
}
