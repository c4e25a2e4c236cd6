/** Ways to patient data in Google Cloud, and their twins without one. */
import { changed, type Topology } from './topology.ts';

export const GOOGLE_TOPOLOGIES: readonly Topology[] = [
  {
    name: 'a FHIR store of Google Cloud has everyone as a member',
    rule: 'STORE-EXPOSED',
    store: 'google_healthcare_fhir_store.records',
    ...changed(
      'main.tf',
      `resource "google_healthcare_fhir_store" "records" {}
resource "google_healthcare_fhir_store_iam_member" "readers" {
  fhir_store_id = google_healthcare_fhir_store.records.id
  role          = "roles/healthcare.fhirResourceReader"
  member        = "allUsers"
}
`,
      'allUsers',
      'group:clinic@example.com',
    ),
  },
];
