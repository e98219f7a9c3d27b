-- What weighs otherwise in a year than as shipped.
SELECT name, value FROM attention_weight WHERE programme_id = :programme_id AND value IS NOT NULL
