"""What the project takes from others: versions that fit each other, licences, a bill of materials (``make audit``)."""
