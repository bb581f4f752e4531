import { oneOf, words } from '../text.ts'
import { wordRule } from './word-rule.ts'

const home = oneOf(
  'house',
  'home',
  'residence',
  'apartment',
  'flat',
  'unit',
  'address',
  'dwelling',
  String.raw`\d{1,5} (?:[a-z]+ ){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|place|pl|way|boulevard|blvd)`,
)

const casa = oneOf('casa', 'vivienda', 'domicilio', 'apartamento', 'departamento', 'piso')

const anybody = oneOf(
  'anyone',
  'anybody',
  'everyone',
  'everybody',
  'who(?:ever)?',
  '(?:all |any )?(?:visitors|people|persons|individuals|cars|vehicles)',
)

const comeAndGo =
  '(?:who (?:is |was )?)?(?:com|go|enter|leav|visit|liv|exit|arriv|stay)(?:e|es|s|ing)'

const wholeHome = `(?:[a-z]+ ){0,6}${home}`

export const homeRule = wordRule({
  id: 'text/private-address',
  sentence: {
    en: 'No request is aimed at a private home.',
    es: 'Ninguna solicitud apunta a una vivienda particular.',
  },
  forbidden: [
    words('comings and goings'),
    words(`${anybody} ${comeAndGo}`, wholeHome),
    words(`(?:visitors|guests|callers) (?:to|of|at|in)`, wholeHome),
    words(`(?:activity|what (?:happens|goes on)) (?:at|in|around|inside)`, wholeHome),
    words(
      '(?:footage|video|videos|images|view|views|recordings?) (?:of|into|showing) (?:the |a |this |his |her |their )?(?:front |back )?(?:house|home|residence|apartment|door|yard|porch)',
      '(?:at|of|on|in|number|belonging)',
    ),
    words(
      '(?:watch|monitor|monitoring|watching|keep an eye on|keep watch on|point your cameras? at|surveil|surveillance of)',
      `(?:the |your |this |that |a |his |her |their )?(?:[a-z]+ )?(?:house|home|residence|apartment|neighbou?rs?|neighbou?r's|tenants?|residents?|family)`,
    ),
    words(String.raw`(?:apartment|apt|unit|flat|suite)\.? (?:#|no\.? )?\d{1,4}[a-z]?`),
    words('entradas y salidas'),
    words(
      '(?:quien|quienes|los que) (?:entra|sale|vive|visita|llega)n?',
      `(?:[a-z]+ ){0,6}${casa}`,
    ),
    words(`(?:visitantes|visitas) (?:de|a)`, `(?:[a-z]+ ){0,3}${casa}`),
    words(
      '(?:vigil(?:ar|en|e)|observ(?:ar|en|e)) (?:a )?(?:la|su|el|al|esta|los)',
      oneOf(casa, 'vecin[oa]s?', 'inquilin[oa]s?'),
    ),
    words(
      String.raw`(?:apartamento|departamento|piso|depto)\.? (?:#|no\.? |num\.? )?\d{1,4}[a-z]?`,
    ),
  ],
  allowed: [
    words('(?:of|from) (?:a|an|one) (?:[a-z]+ )?(?:house|home|apartment)'),
    words('(?:nursing|retirement|funeral|group|care) home'),
  ],
  exceptFor: ['missing-person'],
})
