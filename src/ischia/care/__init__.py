"""Care in its order: intake, screening, assessment, planning; one verb a stage."""
