<?php

namespace Drupal\clinic_patients\Entity;

use Drupal\Core\Entity\Attribute\ContentEntityType;
use Drupal\Core\Entity\ContentEntityBase;
use Drupal\Core\Entity\EntityTypeInterface;
use Drupal\Core\Field\BaseFieldDefinition;
use Drupal\Core\StringTranslation\TranslatableMarkup;

/**
 * A patient of the clinic. Its fields are defined here: no file of the export names them.
 */
#[ContentEntityType(
  id: 'patient',
  label: new TranslatableMarkup('Patient'),
  base_table: 'patient',
  admin_permission: 'administer patient entities',
)]
class Patient extends ContentEntityBase {

  public static function baseFieldDefinitions(EntityTypeInterface $entity_type): array {
    $fields = parent::baseFieldDefinitions($entity_type);
    $fields['first_name'] = BaseFieldDefinition::create('string')
      ->setLabel(new TranslatableMarkup('First name'));
    $fields['last_name'] = BaseFieldDefinition::create('string')
      ->setLabel(new TranslatableMarkup('Last name'));
    $fields['date_of_birth'] = BaseFieldDefinition::create('datetime')
      ->setLabel(new TranslatableMarkup('Date of birth'));
    $fields['mrn'] = BaseFieldDefinition::create('string')
      ->setLabel(new TranslatableMarkup('Medical record number'));
    $fields['allergies'] = BaseFieldDefinition::create('string_long')
      ->setLabel(new TranslatableMarkup('Allergies'));
    return $fields;
  }

}
