namespace ImageGen.Sandbox;

internal enum ToolMode
{
    None,
    Auto,
    Forced,
}
