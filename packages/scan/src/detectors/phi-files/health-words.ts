/** Words that make an identifier patient data: they speak of health, care or what pays for it. */
import { isProviderNumber } from './numbers.ts';
import { remembered } from './remembered.ts';
import { FOREIGN_HEALTH } from './vocabulary.ts';

const COLUMN =
  /_(?:patients?|diagnos[ei]s|diag|dx|icd(?:9|10|11)?|snomed|loinc|cpt|hcpcs|drg|ndc|rxnorm|mrn|medical|medication|medications|meds|prescription|drug|dosage|allergy|allergies|immunization|vaccine|a1c|hba1c|glucose|bmi|blood|encounter|admission|admitted|discharge|triage|symptoms?|surgery|radiology|procedure_code|clinical|clinician|physician|hospital|ward|chart|nhs|kvnr|hiv|cancer|medicare|medicaid|mbi|diagnose|lab_results?|test_results?|treatment|therapy|disease|npi|appointment|health|krankheit|befund|diagnostico|paciente)_/;

/** @param words as `wordsOf` makes them */
export const isHealthColumn = remembered(
  (words) => COLUMN.test(words) || words.split('_').some((word) => FOREIGN_HEALTH.has(word)),
);

/** Words in a text; ICD-10 codes with a point are as good as a word. */
const TEXT =
  /\b(?:patients?|diagnos(?:is|es|ed)|dx|icd-?(?:9|10|11)|medical record|mrn|prescri(?:bed|ption)|medications?|admitted|discharged?|hospital|clinic|oncology|hiv|chemotherapy|insulin|lab results?|encounter|allerg(?:y|ies|ic)|symptoms?|surgery|biopsy|hba1c|blood pressure|nhs number|kvnr|medicare|metformin|pregnant|patientin|befund|diagnose|patiënte?|pati[eë]nten|pacientes?|pazient[ei]|pasient(?:en)?|potilas|pacjent(?:ka)?|diagnost[ií]co|diagnosi|diagnoosi|rozpoznanie|ordonnance|hospitalis[ée]e?|maladie|behandeling|ziekenhuis|huisarts|krankenhaus|medikament(?:e)?|enfermedad|tratamiento|ospedale|ricovero|terapia|sygehus|sykehus|sjukhus|szpital)\b|\b[A-TV-Z]\d\d\.\d{1,2}\b/i;

/** A number of a provider, where its label stands before it. */
const PROVIDER = /\bnpi\b\D{0,12}(\d{10})(?!\d)/gi;

export function isHealthText(text: string): boolean {
  return TEXT.test(text) || [...text.matchAll(PROVIDER)].some(([, number = '']) => isProviderNumber(number));
}
