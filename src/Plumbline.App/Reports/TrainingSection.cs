using Plumbline.App.Pages;

namespace Plumbline.App.Reports;

/// <summary>Loss by epoch.</summary>
internal static class TrainingSection
{
    public static void Write(HtmlWriter html, ReportTraining? training)
    {
        html.Raw("<section id=\"training\"><h2>Training</h2>");
        if (training is null || training.Loss.Count == 0)
            html.Absent("No training curve: this model is not trained in epochs, or its history was not kept.");
        else
        {
            var best = Math.Clamp(training.BestEpoch ?? training.Loss.Count - 1, 0, training.Loss.Count - 1);
            html.Write($"<p>{training.Loss.Count} epochs; the weights of epoch {best + 1} were kept: loss {training.Loss[best]}");
            if (best < training.ValidationLoss.Count) html.Write($", validation loss {training.ValidationLoss[best]}");
            html.Raw(".</p><div class=\"chart\" id=\"training-chart\" role=\"img\" aria-label=\"Loss and validation loss by epoch\"></div>");
            if (training.ValidationLoss.Count == 0) html.Absent("No validation loss: nothing was held out.");
        }
        html.Raw("</section>");
    }
}
