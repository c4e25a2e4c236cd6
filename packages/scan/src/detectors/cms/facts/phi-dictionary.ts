/**
 * Names of fields that hold patient data: the identifiers of 45 CFR 164.514(b)(2), words that make an identifier health
 * data, and classes of health data with rules of their own. A name matches a phrase when the phrase is among its words.
 */

/** Whether an identifier says by itself whom a record is about, or only together with others. */
export interface IdentifierRow {
  readonly id: IdentifierClass;
  readonly title: string;
  readonly phrases: readonly string[];
  /** Types of form elements that ask for it, whatever they are called. */
  readonly types?: readonly string[];
}

export type IdentifierClass =
  | 'name'
  | 'address'
  | 'date'
  | 'phone'
  | 'fax'
  | 'email'
  | 'national-id'
  | 'record-number'
  | 'health-plan'
  | 'account'
  | 'licence'
  | 'vehicle'
  | 'device'
  | 'url'
  | 'ip-address'
  | 'biometric'
  | 'photo'
  | 'signature';

export const IDENTIFIERS: readonly IdentifierRow[] = [
  {
    id: 'name',
    title: 'name',
    phrases: [
      'name',
      'first name',
      'given name',
      'last name',
      'family name',
      'surname',
      'middle name',
      'maiden',
    ]
      .concat([
        'full name',
        'next of kin',
        'guarantor',
        'firstname',
        'lastname',
        'fullname',
        'fname',
        'lname',
      ])
      .concat([
        'nombre',
        'apellido',
        'vorname',
        'nachname',
        'prenom',
        'nom de famille',
        'fornavn',
        'efternavn',
        'navn',
      ]),
    types: ['webform_name', 'webform_contact'],
  },
  {
    id: 'address',
    title: 'address',
    phrases: [
      'address',
      'street',
      'city',
      'county',
      'zip',
      'zip code',
      'zipcode',
      'postal',
      'postcode',
      'postal code',
    ].concat(['geocode', 'latitude', 'longitude', 'direccion', 'adresse', 'anschrift', 'plz', 'wohnort']),
    types: ['webform_address', 'address'],
  },
  {
    id: 'date',
    title: 'date of birth or care',
    phrases: [
      'dob',
      'birth date',
      'birthdate',
      'date of birth',
      'birthday',
      'bday',
      'admit date',
      'admission date',
    ]
      .concat([
        'discharge date',
        'date of death',
        'deceased',
        'service date',
        'encounter date',
        'visit date',
        'lmp',
      ])
      .concat([
        'fecha nacimiento',
        'fecha de nacimiento',
        'geburtsdatum',
        'date naissance',
        'date de naissance',
      ]),
  },
  {
    id: 'phone',
    title: 'telephone number',
    phrases: [
      'phone',
      'telephone',
      'tel',
      'mobile',
      'cell',
      'msisdn',
      'contact number',
      'telefono',
      'telefon',
    ],
    types: ['tel', 'webform_telephone', 'phone'],
  },
  { id: 'fax', title: 'fax number', phrases: ['fax'] },
  {
    id: 'email',
    title: 'e-mail address',
    phrases: ['email', 'e mail', 'mail', 'correo'],
    types: ['email', 'webform_email_confirm', 'webform_email_multiple'],
  },
  {
    id: 'national-id',
    title: 'national identifier',
    phrases: [
      'ssn',
      'social security',
      'soc sec',
      'tax id',
      'national id',
      'nhs number',
      'nhs no',
      'kvnr',
      'cpr',
    ]
      .concat([
        'cpr number',
        'cedula',
        'dni',
        'ahv',
        'nir',
        'sozialversicherungsnummer',
        'personnummer',
        'bsn',
      ])
      .concat(['passport number', 'aadhaar', 'curp']),
  },
  {
    id: 'record-number',
    title: 'medical record number',
    phrases: [
      'mrn',
      'medical record',
      'medical record number',
      'chart no',
      'chart number',
      'patient id',
      'patient no',
    ].concat([
      'patient number',
      'pat id',
      'empi',
      'hospital no',
      'hospital number',
      'uhid',
      'accession number',
    ]),
  },
  {
    id: 'health-plan',
    title: 'health plan number',
    phrases: ['insurance id', 'insurance number', 'insurance policy']
      .concat(['mbi', 'hicn', 'medicaid', 'medicaid id', 'medicare', 'medicare id'])
      .concat(['versichertennummer', 'krankenkasse']),
  },
  {
    id: 'account',
    title: 'account number',
    phrases: [
      'account no',
      'account number',
      'billing account',
      'member id',
      'subscriber id',
      'policy no',
      'policy number',
      'group no',
      'patient account',
      'iban',
    ],
  },
  {
    id: 'licence',
    title: 'licence number',
    phrases: [
      'license no',
      'license number',
      'licence number',
      'driver license',
      'driver licence',
      'dea number',
    ],
  },
  { id: 'vehicle', title: 'vehicle identifier', phrases: ['vin', 'license plate', 'licence plate'] },
  {
    id: 'device',
    title: 'device identifier',
    phrases: ['device id', 'device serial', 'serial number', 'udi', 'imei', 'implant serial'],
  },
  {
    id: 'url',
    title: 'personal address on the web',
    phrases: ['profile url', 'personal url', 'patient portal url'],
  },
  { id: 'ip-address', title: 'IP address', phrases: ['ip', 'ip address', 'remote addr', 'client ip'] },
  {
    id: 'biometric',
    title: 'biometric identifier',
    phrases: ['fingerprint', 'voiceprint', 'iris', 'retina', 'genome'],
  },
  { id: 'photo', title: 'photograph', phrases: ['photo', 'headshot', 'portrait', 'patient image', 'selfie'] },
  { id: 'signature', title: 'signature', phrases: ['signature'], types: ['webform_signature', 'signature'] },
];

/** A word before `name` or `address` after which it is not a person's. */
export const NOT_A_PERSON: readonly string[] = [
  'file',
  'host',
  'user',
  'site',
  'machine',
  'company',
  'organisation',
  'organization',
  'business',
  'school',
  'employer',
  'event',
  'product',
  'group',
  'practice',
  'facility',
  'hospital',
  'clinic',
  'pharmacy',
  'agency',
  'domain',
  'server',
  'field',
  'form',
  'department',
  'team',
  'project',
  'course',
  'brand',
  'app',
  'web',
  'ip',
  'node',
  'plan',
  'doctor',
  'physician',
  'provider',
  'drug',
  'medication',
  'medicine',
];

/** Words that make an identifier health data, in whatever form they stand. */
export const HEALTH_WORDS: readonly string[] = [
  'diagnosis',
  'diagnose',
  'dx',
  'icd',
  'icd10',
  'snomed',
  'loinc',
  'symptom',
  'medication',
  'meds',
  'rx',
  'prescription',
  'dosage',
  'allergy',
  'allergies',
  'immunization',
  'immunisation',
  'vaccine',
  'vaccination',
  'specimen',
  'glucose',
  'a1c',
  'bmi',
  'heart rate',
  'blood pressure',
  'blood type',
  'triage',
  'surgery',
  'radiology',
  'dicom',
  'progress note',
  'soap note',
  'care plan',
  'copay',
  'prior auth',
  'prior authorization',
  'patient',
  'ehr',
  'emr',
  'medical',
  'medical history',
  'health history',
  'health insurance',
  'health condition',
  'reason for visit',
  'treatment',
  'telehealth',
  'lab result',
  'test result',
  'chief complaint',
  'anamnesis',
  'paciente',
  'diagnostico',
  'sintoma',
  'alergia',
  'medicamento',
  'patientin',
  'diagnose',
  'beschwerden',
  'allergie',
  'medikament',
  'krankheit',
  'maladie',
  'symptome',
];

/** Words that are used outside of medicine as well: several are needed, or a site that says that it holds patient data. */
export const AMBIGUOUS_WORDS: readonly string[] = [
  'condition',
  'vital',
  'visit',
  'appointment',
  'admission',
  'complaint',
  'procedure',
  'imaging',
  'referral',
  'provider',
  'physician',
  'clinician',
  'doctor',
  'nurse',
  'clinic',
  'hospital',
  'pharmacy',
  'lab',
  'health',
  'therapist',
  'therapy',
  'disability',
  'insurance',
  'claim',
  'caregiver',
  'injury',
  'pain',
  'weight',
  'height',
];

export interface SensitiveRow {
  readonly id: string;
  readonly title: string;
  readonly phrases: readonly string[];
}

/** Health data that other laws protect further (42 CFR Part 2, psychotherapy notes, state laws). */
export const SENSITIVE: readonly SensitiveRow[] = [
  {
    id: 'substance-use',
    title: 'substance use',
    phrases: ['substance use', 'substance abuse', 'opioid', 'methadone', 'detox', 'alcohol use', 'drug use'],
  },
  {
    id: 'mental-health',
    title: 'mental health',
    phrases: [
      'mental health',
      'psychotherapy',
      'therapy note',
      'suicide',
      'suicidal',
      'phq9',
      'gad7',
      'psychiatric',
    ],
  },
  {
    id: 'infection',
    title: 'HIV and sexually transmitted infections',
    phrases: ['hiv', 'hiv status', 'sti', 'std', 'cd4'],
  },
  {
    id: 'reproductive',
    title: 'reproductive health',
    phrases: ['pregnancy', 'pregnant', 'abortion', 'contraception', 'contraceptive', 'ivf', 'lmp'],
  },
  { id: 'genetic', title: 'genetics', phrases: ['genetic', 'genetic test', 'brca', 'genome'] },
  {
    id: 'violence',
    title: 'abuse and violence',
    phrases: ['domestic violence', 'sexual abuse', 'child abuse'],
  },
];
