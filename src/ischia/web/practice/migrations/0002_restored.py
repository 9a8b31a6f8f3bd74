from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="practice", name="restored_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="practice", name="restored_from", field=models.DateTimeField(null=True)
        ),
    ]
