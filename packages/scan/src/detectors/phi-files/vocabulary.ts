/**
 * Names of columns and keys in the languages of Europe and Latin America, without accents and in one piece: `date de
 * naissance` is `datedenaissance`, `førstenavn` is `forstenavn`.
 */
import type { IdentifierClass } from './record.ts';

type Words = Readonly<Partial<Record<IdentifierClass | 'givenName', string>>>;

const FRENCH: Words = {
  name: 'nom nompatient nomfamille nomdefamille nomusuel nomnaissance nomdenaissance nomprenom patronyme assure',
  givenName: 'prenom prenoms prenompatient',
  birth: 'datenaissance datedenaissance naissance ddn neele datenaiss',
  nir: 'nir ins insc insi matriculeins numeroins numsecu nosecu numerosecu numsecuritesociale numerosecuritesociale numerodesecuritesociale nosecuritesociale nss',
  mrn: 'ipp numerodossier nodossier numdossier iep nip numeropatient numpatient',
  member: 'numeroassure numassure numadherent',
  phone: 'telephone tel telephonemobile teldomicile numerotelephone portable',
  email: 'courriel adressemail adresseemail mel',
  address: 'adresse adresse1 adressepatient adressepostale rue voie libellevoie',
};
const DUTCH: Words = {
  name: 'naam achternaam patientnaam naampatient geslachtsnaam volledigenaam meisjesnaam',
  givenName: 'voornaam voornamen roepnaam',
  birth: 'geboortedatum gebdatum geboren datumgeboorte',
  bsn: 'bsn burgerservicenummer bsnnummer bsnnr sofinummer',
  belgian: 'rijksregisternummer insz rrn inszinss',
  mrn: 'patientnummer patientnr dossiernummer patientid',
  member: 'polisnummer verzekerdenummer uzovi',
  phone: 'telefoon telefoonnummer mobiel mobielnummer telnr',
  email: 'emailadres',
  address: 'adres straat straatnaam woonadres straathuisnummer',
};
const GERMAN: Words = {
  name: 'name nachname familienname zuname patientenname patient geburtsname vollstandigername',
  givenName: 'vorname vornamen rufname',
  birth: 'geburtsdatum gebdatum gebdat geburtstag geboren geborenam',
  kvnr: 'kvnr versichertennummer versichertennr krankenversichertennummer krankenversicherungsnummer krankenversichertennr egknummer versichertenid kvidnr',
  ahv: 'ahv ahvnummer ahvnr ahvn13 sozialversicherungsnummerch',
  austrian: 'svnr svnummer sozialversicherungsnummer versicherungsnummerat',
  mrn: 'patientennummer patientennr patnr patientenid fallnummer fallnr aufnahmenummer krankenaktennummer',
  phone: 'telefon telefonnummer telefonnr mobil handy handynummer mobilnummer',
  email: 'emailadresse mailadresse',
  address: 'adresse anschrift strasse strassehausnummer strassehnr wohnadresse',
};
const SPANISH: Words = {
  name: 'apellido apellidos primerapellido segundoapellido apellidopaterno apellidomaterno nombrecompleto nombrepaciente nombreyapellidos apellidosynombre paciente',
  givenName: 'nombre nombres primernombre',
  birth: 'fechanacimiento fechadenacimiento fechanac fnacimiento nacimiento',
  dni: 'dni nie nif dninie nifnie documentoidentidad',
  mrn: 'historiaclinica nhc numerohistoria nrohistoria numhistoria nrohistoriaclinica',
  member: 'numeroafiliado nroafiliado tarjetasanitaria cipa numerotarjetasanitaria nuss',
  phone: 'telefono telefonomovil movil celular telefonofijo',
  email: 'correo correoelectronico',
  address: 'direccion domicilio calle',
};
const ITALIAN: Words = {
  name: 'cognome cognomenome nominativo cognomeenome nomepaziente paziente',
  givenName: 'nome',
  birth: 'datanascita datadinascita natoil nascita',
  codiceFiscale: 'codicefiscale codfiscale codfisc cf codicefisc',
  mrn: 'codicepaziente idpaziente cartellaclinica numerocartella nosologico',
  member: 'tesserasanitaria numerotessera',
  phone: 'telefono cellulare recapitotelefonico',
  email: 'postaelettronica',
  address: 'indirizzo via residenza',
};
const PORTUGUESE: Words = {
  name: 'nome nomecompleto nomepaciente apelido sobrenome nomedamae nomemae',
  birth: 'datanascimento datadenascimento dtnascimento nascimento datanasc',
  cpf: 'cpf numerocpf cpfpaciente nrcpf',
  mrn: 'prontuario numeroprontuario numeroprocesso',
  member: 'cns cartaosus cartaonacionaldesaude numeroutente nusns carteirinha',
  phone: 'telefone telemovel celular',
  email: 'correioeletronico',
  address: 'endereco morada logradouro rua',
};
const NORDIC: Words = {
  name: 'navn efternavn etternavn namn efternamn sukunimi nimi patientnavn pasientnavn patientnamn fuldtnavn fulltnavn',
  givenName: 'fornavn forstenavn fornamn tilltalsnamn etunimi etunimet',
  birth: 'fodselsdato fodselsdag fodedato fodelsedatum fodelsedag fodd syntymaaika syntymapaiva',
  cpr: 'cpr cprnr cprnummer',
  fodselsnummer: 'fodselsnummer fnr fodselsnr personnr',
  personnummer: 'personnummer pnr personnr samordningsnummer',
  hetu: 'hetu henkilotunnus sotu',
  mrn: 'journalnummer journalnr pasientnummer potilasnumero',
  phone: 'telefon telefonnummer mobilnummer mobiltelefon puhelin puhelinnumero tlf',
  email: 'epost epostadresse epostadress sahkoposti',
  address: 'adresse adress gade gadenavn vejnavn gatuadress gateadresse katuosoite osoite',
};
const POLISH: Words = {
  name: 'nazwisko nazwiskorodowe imienazwisko imieinazwisko nazwiskoimie',
  givenName: 'imie imiona',
  birth: 'dataurodzenia',
  pesel: 'pesel nrpesel numerpesel',
  mrn: 'numerhistoriichoroby nrkartoteki',
  phone: 'numertelefonu nrtelefonu',
  email: 'adresemail',
  address: 'ulica adres adreszamieszkania',
};

const LANGUAGES: readonly Words[] = [FRENCH, DUTCH, GERMAN, SPANISH, ITALIAN, PORTUGUESE, NORDIC, POLISH];

/** Words → class; the same word may be of two classes: `personnr` is Norwegian and Swedish, and both are tried. */
const CLASSES = new Map<string, IdentifierClass[]>();
const GIVEN = new Set<string>(['firstname', 'givenname', 'fname', 'first', 'given']);
for (const language of LANGUAGES)
  for (const [is, words] of Object.entries(language))
    for (const word of words.split(' ')) {
      const known = is === 'givenName' ? 'name' : (is as IdentifierClass);
      if (is === 'givenName') GIVEN.add(word);
      const classes = CLASSES.get(word) ?? [];
      if (!classes.includes(known)) CLASSES.set(word, [...classes, known]);
    }

/** Whose the column is, before the word; what kind of value it is, behind it. */
const OWNERS =
  /^_(?:patients?|pat|pt|patiente?n?|paciente|paziente|pasient|potilas|pacjent|versicherter|assure)(?=_.)/;
const KINDS = /_(?:no|nr|num|number|nummer|numero|numer|id|1)_$/;

/** @param words as `wordsOf` makes them */
export function foreignClasses(words: string): readonly IdentifierClass[] {
  const owned = words.replace(OWNERS, '');
  for (const form of [words, owned, owned.replace(KINDS, '_')]) {
    const known = CLASSES.get(form.replaceAll('_', ''));
    if (known !== undefined) return known;
  }
  return [];
}

/** Whether a column has given names only, which belong to the name beside it. */
export const isGivenName = (words: string): boolean =>
  GIVEN.has(words.replace(OWNERS, '').replaceAll('_', ''));

/** Words of health in the same languages, as tokens of names of columns and tables. */
export const FOREIGN_HEALTH: ReadonlySet<string> = new Set(
  [
    'diagnostic diagnostics cim cim10 maladie maladies pathologie medicament medicaments ordonnance hopital medecin hospitalisation allergie vaccin',
    'patienten diagnosecode aandoening ziekte behandeling medicatie ziekenhuis huisarts polikliniek',
    'patientin krankheiten befunde behandlung medikament medikamente verordnung krankenhaus arzt klinik allergien versicherte icd10gm versichertennummer',
    'pacientes diagnosticos cie10 enfermedad enfermedades tratamiento medicamentos alergia alergias clinica historiaclinica',
    'paziente pazienti diagnosi malattia terapia farmaco farmaci ricovero ospedale allergie patologia',
    'doenca cid10 tratamento internacao receituario alergias prontuario',
    'pasient pasienter diagnoser behandling sygdom sykdom sjukdom lakemedel medicin indlaeggelse innleggelse diagnos potilas potilaat diagnoosi laake sairaus',
    'pacjent pacjenci rozpoznanie choroba leczenie leki szpital',
  ].flatMap((words) => words.split(' ')),
);
