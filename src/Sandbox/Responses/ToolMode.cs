namespace ImageGen.Sandbox.Responses;

internal enum ToolMode
{
    None,
    Auto,
    Forced,
}
