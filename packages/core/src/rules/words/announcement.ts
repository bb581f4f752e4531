import { oneOf, words } from '../text.ts'
import { wordRule } from './word-rule.ts'

const announced = oneOf(
  'join us',
  "you(?: are|'re) invited",
  'save the date',
  '(?:our|an|the annual) open house at the (?:police )?station',
  'coffee with a cop',
  'national night out',
  '(?:join|come to|attend|visit|at) (?:us at )?(?:our|the) community (?:event|meeting)',
  '(?<!cash )register (?:now|today|online|for)',
  'sign up (?:now|today|here|online|for|to)',
  "(?:we are|now|we're) (?:hiring|recruiting)",
  'recruitment (?:event|drive|fair|day)',
  '(?:a |friendly )?reminder',
  '(?:street|road|lane|bridge)s? (?:will be|is|are) closed',
  '(?:street|avenue|road|highway|bridge|park) will be closed',
  'road closures? (?:on|this|will|are|in effect|start)',
  'expect delays',
  'avoid the area',
  'please be advised',
  'be advised that',
  'stay safe',
  '(?:lock|secure) your (?:cars?|doors?|vehicles?|homes?|bikes?|valuables)',
  '(?:safety|crime prevention) tips?',
  'public service announcement',
  'press release',
  'follow us on',
  'like and share',
  'download (?:our|the) app',
  'happy (?:holidays|halloween|thanksgiving|new year|fourth of july)',
  'thank you for your support',
)

const anunciado = oneOf(
  '(?:unase|unanse) (?:a|con)',
  'acompanenos',
  'le[s]? invitamos',
  'est(?:a|an) invitad[oa]s?',
  'inscri(?:base|banse)',
  'evento comunitario',
  'jornada de puertas abiertas',
  'recordatorio',
  'se (?:les|le) recuerda',
  'cierres? de (?:calles?|carreteras?)',
  '(?:calle|avenida|carretera) estara cerrada',
  'eviten? la zona',
  'felices fiestas',
  'feliz (?:navidad|ano nuevo)',
  'estamos contratando',
  'siganos en',
  'consejos de seguridad',
  '(?:cierre|cierren|aseguren?) (?:sus|las|su) (?:puertas?|coches?|carros?|autos?|casas?)',
)

export const announcementRule = wordRule({
  id: 'text/announcement',
  sentence: {
    en: 'A request asks for footage of one incident; it is not an announcement, event or advice.',
    es: 'La solicitud pide grabaciones de un incidente; no es un anuncio, evento ni consejo.',
  },
  forbidden: [words(announced), words(anunciado)],
})
