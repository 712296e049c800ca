using System.Collections.Generic;
using System.Linq;
using System.Text;
using ImageGen.Sandbox.Forms;
using ImageGen.Sandbox.Refusals;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class FormParserTests
{
    [Theory]
    [InlineData("name=\"a\"", "a", null)]
    [InlineData("name=a", "a", null)]
    [InlineData("Name = \"a\"", "a", null)]
    [InlineData("name=\"image[]\"; filename=\"a;b.png\"", "image[]", "a;b.png")]
    [InlineData("name=a; filename=b.png; filename*=utf-8''%C3%A4.png", "a", "\u00e4.png")]
    [InlineData("name=\"a\"; filename=\"C:\\\\x\\\"y.png\"", "a", "C:\\x\"y.png")]
    [InlineData("name=\"a\"; filename=\"%22.png\"", "a", "\".png")]
    [InlineData("filename=\"\"; name=\"a\"", "a", "")]
    public void Names_are_read(string parameters, string name, string? fileName)
    {
        FormPart part = Assert.Single(
            Parse($"--b\r\nContent-Disposition: form-data; {parameters}\r\n\r\nx\r\n--b--\r\n"));

        Assert.Equal((name, fileName), (part.Name, part.FileName));
        Assert.Equal("x", Encoding.UTF8.GetString(part.Data));
    }

    [Fact]
    public void Data_is_taken_as_it_is()
    {
        string[] data =
        [
            "", "\r\n", "\r", "x\r\n\r\n", "x--b", "-b", "\r\n-b", "\n--b\n", "a\r\n--c\r\nb", "\r\r\n",
        ];
        string body = string.Concat(data.Select(
            (text, index) => $"--b\r\nContent-Disposition: form-data; name={index}\r\n\r\n{text}\r\n"));

        Assert.Equal(data, Parse(body + "--b--").Select(part => Encoding.UTF8.GetString(part.Data)));
    }

    [Fact]
    public void Preamble_padding_epilogue_and_headers_in_any_order_are_read()
    {
        FormPart part = Assert.Single(Parse(
            "preamble\r\n--b \t\r\ncontent-type:  IMAGE/png; x=y\r\nX-Other: 1\r\n"
                + "content-disposition:form-data;name=\"a\";filename=\"f\"\r\n\r\nx\r\n--b--  \r\nepilogue\r\n--b"));

        Assert.Equal(("a", "f", "image/png"), (part.Name, part.FileName, part.ContentType));
    }

    [Fact]
    public void Part_without_data_is_empty()
    {
        List<FormPart> parts = Parse("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n--b--");

        Assert.Empty(Assert.Single(parts).Data);
    }

    [Fact]
    public void Empty_form_has_no_parts() => Assert.Empty(Parse("--b--\r\n"));

    [Fact]
    public void Types_that_are_not_said_are_not_guessed()
    {
        List<FormPart> parts = Parse(
            "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n"
                + "--b\r\nContent-Disposition: form-data; name=b; filename=c\r\n\r\nx\r\n--b--");

        Assert.All(parts, part => Assert.Null(part.ContentType));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("--b")]
    [InlineData("--b\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=a\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--bb--")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\n--b--")]
    [InlineData("--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--")]
    [InlineData("--b\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--b--")]
    [InlineData("--b\r\nContent-Disposition\r\n\r\nx\r\n--b--")]
    [InlineData("--b\r\n\r\nx\r\n--b--")]
    public void Malformed_forms_are_refused(string body)
    {
        Refusal refusal = Assert.Throws<Refusal>(() => Parse(body));

        Assert.StartsWith("Could not parse multipart form:", refusal.Message);
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        const string Body = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--";
        for (int length = 0; length < Body.Length; length++)
        {
            string cut = Body[..length];
            Assert.Throws<Refusal>(() => Parse(cut));
        }
    }

    private static List<FormPart> Parse(string body) => FormParser.Parse(Encoding.UTF8.GetBytes(body), "b");
}
