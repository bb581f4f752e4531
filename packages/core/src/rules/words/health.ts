import { oneOf, words } from '../text.ts'
import { harmAt, whoGoesTo } from './crowd.ts'
import { wordRule } from './word-rule.ts'

const place = oneOf(
  "(?:health |abortion |methadone |women's |family planning |fertility |free |walk-in )?clinics?",
  'planned parenthood',
  'abortion providers?',
  '(?:health|birth|fertility|rehab|rehabilitation|treatment|counsel(?:l)?ing|recovery|crisis) cent(?:er|re)s?',
  'hospitals?',
  'emergency room',
  "doctor's offices?",
  'needle exchange',
  '(?:aa|recovery|support group|alcoholics anonymous) meetings?',
  'clinicas?(?: de salud| de aborto| abortistas?)?',
  'hospital(?:es)?',
  'centros? (?:de salud|medicos?|de rehabilitacion|de planificacion familiar)',
  'consultorios?(?: medicos?)?',
)

const care = oneOf(
  'abortions?',
  'abortos?',
  'gender-affirming care',
  '(?:seek|seeking|sought|obtain|obtaining|obtained|receiv|receiving|received|underwent) (?:reproductive |mental |drug |hiv )?(?:health care|healthcare|medical care|care|treatment)',
  '(?:hiv|methadone|drug|addiction|mental health) patients',
  '(?:buscan|buscaban|reciben|recibieron|recibir) (?:tratamiento|atencion medica)',
)

export const healthRule = wordRule({
  id: 'text/health',
  sentence: {
    en: 'No request is about who goes to a clinic or seeks health care.',
    es: 'Ninguna solicitud trata de quién va a una clínica o busca atención médica.',
  },
  forbidden: [whoGoesTo(place), words(care)],
  allowed: [
    ...harmAt(place),
    words('(?:veterinary|vet|animal) (?:clinic|hospital)s?'),
    words('(?:clinica|hospital) veterinari[ao]'),
    // what became of a victim
    words(
      '(?:was|were|is|are|been|being|and|had) (?:\\w+ )?(?:taken|driven|brought|flown|admitted|treated|received|receiving|received|recovering|underwent)(?: \\w+){0,6} (?:hospital|treatment|care|emergency room)',
    ),
    words('(?:receiv(?:ed|ing)|underwent) (?:emergency|hospital|medical) (?:care|treatment)'),
  ],
})
