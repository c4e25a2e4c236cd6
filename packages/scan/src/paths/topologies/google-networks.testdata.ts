/** Ways through networks of Google Cloud, and their twins that one rule, tag or member cuts. */
import { changed, type Topology } from './topology.ts';

const MACHINE = `resource "google_compute_network" "main" {}
resource "google_compute_subnetwork" "main" {
  network = google_compute_network.main.id
}
resource "google_service_account" "web" {}
resource "google_compute_instance" "web" {
  tags = ["web"]
  network_interface {
    subnetwork = google_compute_subnetwork.main.id
    access_config {}
  }
  service_account {
    email = google_service_account.web.email
  }
}
`;

const firewall = (
  name: string,
  action: string,
  priority: number,
  more: string,
): string => `resource "google_compute_firewall" "${name}" {
  network       = google_compute_network.main.name
  priority      = ${priority}
  source_ranges = ["0.0.0.0/0"]
  ${action} {
    protocol = "tcp"
    ports    = ["443"]
  }
${more}}
`;

const TAGGED = '  target_tags = ["web"]\n';
const READER = `resource "google_storage_bucket" "records" {}
resource "google_project_iam_member" "web" {
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:\${google_service_account.web.email}"
}
`;
const WEB = MACHINE + firewall('https', 'allow', 1000, TAGGED) + READER;

const SERVICE = `resource "google_service_account" "api" {}
resource "google_cloud_run_v2_service" "api" {
  ingress = "INGRESS_TRAFFIC_ALL"
  template {
    service_account = google_service_account.api.email
  }
}
resource "google_cloud_run_v2_service_iam_member" "all" {
  name   = google_cloud_run_v2_service.api.name
  role   = "roles/run.invoker"
  member = "allUsers"
}
resource "google_bigquery_dataset" "records" {}
resource "google_project_iam_member" "api" {
  role   = "roles/bigquery.dataViewer"
  member = "serviceAccount:\${google_service_account.api.email}"
}
`;

const read = { rule: 'NOT-SEGMENTED', store: 'google_storage_bucket.records' } as const;
const called = { rule: 'NOT-SEGMENTED', store: 'google_bigquery_dataset.records' } as const;

export const GOOGLE_NETWORK_TOPOLOGIES: readonly Topology[] = [
  {
    name: 'a firewall rule lets everyone to a machine that reads every bucket',
    ...read,
    ...changed('main.tf', WEB, 'source_ranges = ["0.0.0.0/0"]', 'source_ranges = ["203.0.113.0/24"]'),
  },
  {
    name: 'the machine has the tag of the rule',
    ...read,
    ...changed(
      'main.tf',
      WEB,
      'tags = ["web"]\n  network_interface',
      'tags = ["other"]\n  network_interface',
    ),
  },
  {
    name: 'the machine has a public address',
    ...read,
    ...changed('main.tf', WEB, '    access_config {}\n', ''),
  },
  {
    name: 'a rule denies everyone with less priority',
    ...read,
    ...changed(
      'main.tf',
      WEB + firewall('none', 'deny', 2000, ''),
      'priority      = 2000',
      'priority      = 500',
    ),
  },
  {
    name: 'everyone may call a service that reads every dataset',
    ...called,
    ...changed('main.tf', SERVICE, '"allUsers"', '"group:clinic@example.com"'),
  },
  {
    name: 'the service takes calls from every address',
    ...called,
    ...changed('main.tf', SERVICE, 'INGRESS_TRAFFIC_ALL', 'INGRESS_TRAFFIC_INTERNAL_ONLY'),
  },
  {
    name: 'everyone is a member of the dataset of a DICOM store',
    rule: 'STORE-EXPOSED',
    store: 'google_healthcare_dicom_store.images',
    ...changed(
      'main.tf',
      `resource "google_healthcare_dataset" "main" {}
resource "google_healthcare_dicom_store" "images" {
  dataset = google_healthcare_dataset.main.id
}
resource "google_healthcare_dataset_iam_binding" "readers" {
  dataset_id = google_healthcare_dataset.main.id
  role       = "roles/healthcare.dicomViewer"
  members    = ["allAuthenticatedUsers"]
}
`,
      'allAuthenticatedUsers',
      'group:clinic@example.com',
    ),
  },
  {
    name: 'halves of all addresses are authorised networks',
    rule: 'STORE-EXPOSED',
    store: 'google_sql_database_instance.records',
    ...changed(
      'main.tf',
      `resource "google_sql_database_instance" "records" {
  settings {
    ip_configuration {
      ipv4_enabled = true
      authorized_networks {
        value = "0.0.0.0/1"
      }
      authorized_networks {
        value = "128.0.0.0/1"
      }
    }
  }
}
`,
      'ipv4_enabled = true',
      'ipv4_enabled = false',
    ),
  },
];
