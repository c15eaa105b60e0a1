namespace Plumbline.Detection;

public sealed record CostModel { }
