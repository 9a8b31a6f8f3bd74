from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice", "0002_restored")]

    operations = [
        migrations.AddField(
            model_name="practice",
            name="phone",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="practice",
            name="email",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="practice",
            name="address",
            field=models.CharField(blank=True, default="", max_length=323),
        ),
    ]
