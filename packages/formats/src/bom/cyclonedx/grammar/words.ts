/**
 * Closed vocabularies: a name, and its words. `1.5:platform` came with 1.5, others with the first version that has the
 * field. How to read the table: `grammar.ts`.
 */
export const WORDS = `
hashAlgorithm
  MD5 SHA-1 SHA-256 SHA-384 SHA-512 SHA3-256 1.2:SHA3-384 SHA3-512 1.2:BLAKE2b-256 1.2:BLAKE2b-384
  1.2:BLAKE2b-512 1.2:BLAKE3 1.7:Streebog-256 1.7:Streebog-512
componentType
  application framework library 1.2:container operating-system device 1.2:firmware 1.1:file
  1.5:platform 1.5:device-driver 1.5:machine-learning-model 1.5:data 1.6:cryptographic-asset
scope
  required optional 1.1:excluded
encoding
  base64
patchType
  unofficial monkey backport cherry-pick
issueType
  defect enhancement security
externalReferenceType
  vcs issue-tracker website advisories bom mailing-list social chat documentation support distribution
  license build-meta build-system other 1.4:release-notes 1.5:distribution-intake 1.5:security-contact
  1.5:model-card 1.5:log 1.5:configuration 1.5:evidence 1.5:formulation 1.5:attestation
  1.5:threat-model 1.5:adversary-model 1.5:risk-assessment 1.5:vulnerability-assertion
  1.5:exploitability-statement 1.5:pentest-report 1.5:static-analysis-report
  1.5:dynamic-analysis-report 1.5:runtime-analysis-report 1.5:component-analysis-report
  1.5:maturity-report 1.5:certification-report 1.5:codified-infrastructure 1.5:quality-metrics 1.5:poam
  1.6:source-distribution 1.6:electronic-signature 1.6:digital-signature 1.6:rfc-9116 1.7:patent
  1.7:patent-family 1.7:patent-assertion 1.7:citation
aggregate
  complete incomplete incomplete_first_party_only incomplete_third_party_only unknown not_specified
  1.5:incomplete_first_party_proprietary_only 1.5:incomplete_first_party_opensource_only
  1.5:incomplete_third_party_proprietary_only 1.5:incomplete_third_party_opensource_only
severity
  critical high medium low info none unknown
scoreMethod
  CVSSv2 CVSSv3 CVSSv31 OWASP other 1.5:CVSSv4 1.5:SSVC
analysisState
  resolved resolved_with_pedigree exploitable in_triage false_positive not_affected
analysisJustification
  code_not_present code_not_reachable requires_configuration requires_dependency requires_environment
  protected_by_compiler protected_at_runtime protected_at_perimeter protected_by_mitigating_control
analysisResponse
  can_not_fix will_not_fix update rollback workaround_available
affectedStatus
  affected unaffected unknown
phase
  design pre-build build post-build operations discovery decommission
approachType
  supervised unsupervised reinforcement-learning semi-supervised self-supervised
componentDataType
  source-code configuration dataset definition other
dataFlow
  inbound outbound bi-directional unknown
taskType
  copy clone lint scan merge build test deliver deploy release clean other
triggerType
  manual api webhook scheduled
outputType
  artifact attestation log evidence metrics other
accessMode
  read-only read-write read-write-once write-once write-only
volumeMode
  filesystem block
identityField
  group name version purl cpe 1.6:omniborId 1.6:swhid swid hash
technique
  source-code-analysis binary-analysis manifest-analysis ast-fingerprint hash-comparison
  instrumentation dynamic-analysis filename attestation other
energyActivity
  design data-collection data-preparation training fine-tuning validation deployment inference other
energySource
  coal oil natural-gas nuclear wind solar geothermal hydropower biofuel unknown other
energyUnit
  kWh
co2Unit
  tCO2eq
assetType
  algorithm certificate protocol related-crypto-material
primitive
  drbg mac block-cipher stream-cipher signature hash pke xof kdf key-agree kem ae combiner other
  unknown 1.7:key-wrap
executionEnvironment
  software-plain-ram software-encrypted-ram software-tee hardware other unknown
implementationPlatform
  generic x86_32 x86_64 armv7-a armv7-m armv8-a armv8-m armv9-a armv9-m s390x ppc64 ppc64le other
  unknown
certificationLevel
  none fips140-1-l1 fips140-1-l2 fips140-1-l3 fips140-1-l4 fips140-2-l1 fips140-2-l2 fips140-2-l3
  fips140-2-l4 fips140-3-l1 fips140-3-l2 fips140-3-l3 fips140-3-l4 cc-eal1 cc-eal1+ cc-eal2 cc-eal2+
  cc-eal3 cc-eal3+ cc-eal4 cc-eal4+ cc-eal5 cc-eal5+ cc-eal6 cc-eal6+ cc-eal7 cc-eal7+ other unknown
mode
  cbc ecb ccm gcm cfb ofb ctr other unknown
padding
  pkcs5 pkcs7 pkcs1v15 oaep raw other unknown
cryptoFunction
  generate keygen encrypt decrypt digest tag keyderive sign verify encapsulate decapsulate other
  unknown
cryptoMaterialType
  private-key public-key secret-key key ciphertext signature digest initialization-vector nonce seed
  salt shared-secret tag additional-data password credential token other unknown
cryptoMaterialState
  pre-activation active suspended deactivated compromised destroyed
protocolType
  tls ssh ipsec ike sstp wpa other unknown 1.7:dtls 1.7:quic 1.7:eap-aka 1.7:eap-aka-prime 1.7:prins
  1.7:5g-aka
acknowledgement
  declared concluded
licenseType
  academic appliance client-access concurrent-user core-points custom-metric device evaluation
  named-user node-locked oem perpetual processor-points subscription user other
patentAssertionType
  ownership license third-party-claim standards-inclusion prior-art exclusive-rights non-assertion
  research-or-evaluation
certificateStateName
  pre-activation active suspended deactivated revoked destroyed
certificateExtensionName
  basicConstraints keyUsage extendedKeyUsage subjectAlternativeName authorityKeyIdentifier
  subjectKeyIdentifier authorityInformationAccess certificatePolicies crlDistributionPoints
  signedCertificateTimestamp
tlp
  CLEAR GREEN AMBER AMBER_AND_STRICT RED
patentLegalStatus
  pending granted revoked expired lapsed withdrawn abandoned suspended reinstated opposed terminated
  invalidated in-force
`;
