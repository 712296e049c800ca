BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    . "$PSScriptRoot/Examples.ps1"
    $cmdlets = Get-Command -Module ImageGen
    function Get-Completion([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
}

Describe 'Help' {
    It 'has a synopsis, a description and examples for each cmdlet' {
        foreach ($cmdlet in $cmdlets) {
            $help = Get-Help $cmdlet.Name -Full
            $help.Synopsis | Should -Not -Match "^\s*$($cmdlet.Name)" -Because $cmdlet.Name
            $help.Description.Text | Should -Not -BeNullOrEmpty -Because $cmdlet.Name
            @($help.Examples.Example).Count | Should -BeGreaterThan 0 -Because $cmdlet.Name
            Get-Help $cmdlet.Name -Examples | Out-String | Should -Match $cmdlet.Name
        }
    }

    It 'describes every parameter of each cmdlet' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters +
            [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        foreach ($cmdlet in $cmdlets) {
            $shown = $cmdlet.Parameters.Values | Where-Object { -not $_.Attributes.DontShow -or $true -notin $_.Attributes.DontShow }
            foreach ($name in $shown.Name | Where-Object { $_ -notin $common }) {
                $text = (Get-Help $cmdlet.Name -Parameter $name).Description.Text
                $text | Should -Not -BeNullOrEmpty -Because "$($cmdlet.Name) -$name"
            }
        }
    }

    It 'is found as an about topic' {
        $topic = Get-Help about_ImageGen | Out-String

        $topic | Should -Match 'SHORT DESCRIPTION'
        foreach ($cmdlet in $cmdlets) { $topic | Should -Match $cmdlet.Name }
    }

    It 'has no example that fails in the sandbox' {
        $examples = foreach ($cmdlet in $cmdlets) { (Get-Help $cmdlet.Name -Full).Examples.Example.Code }

        Assert-Example $examples -AtLeast 45
    }

    It 'has no command in the about topic that fails in the sandbox' {
        $topic = Get-Help about_ImageGen | Out-String -Width 200
        $blocks = [regex]::Matches($topic, '(?m)(?:^ {8}.*\S.*\r?\n)+').Value -match '^ +([A-Z]\w+-[A-Z]|\$|try)'

        Assert-Example $blocks -AtLeast 17
    }
}

Describe 'Completion' {
    It 'offers the models and their options' {
        Get-Completion "New-AIImage 'a fox' -Quality " | Should -Contain 'high'
        Get-Completion "New-AIImage 'a fox' -Quality m" | Should -Be 'medium', 'max'
        Get-Completion "New-AIImage 'a fox' -Size 1536" | Should -Be '1536x1024'
        Get-Completion "New-AIImage 'a fox' -ImageModel gpt-image-2" | Should -Contain 'gpt-image-2.6-sunburst'
        Get-Completion "New-AIImage 'a fox' -Model gpt-5" | Should -Contain 'gpt-5.6-sol'
        Get-Completion "New-AIImage 'a fox' -Model gpt-image-2" | Should -Contain 'gpt-image-2.6-flare'
        Get-Completion "Edit-AIImage 'x' -Background t" | Should -Be 'transparent'
        Get-Completion "Edit-AIImage 'x' -Context " | Should -Be 'Auto', 'Call', 'Data', 'Response'
        Get-Completion "Get-AIImageStream 'x' -OutputFormat w" | Should -Be 'webp'
    }

    It 'says of a model what it is and what it costs' {
        $line = 'New-AIImage x -Model gpt-image-2.6-f'
        (TabExpansion2 $line $line.Length).CompletionMatches.ToolTip |
            Should -Be 'Image model (Images API); $30.00 per 1M image output tokens'
    }

    It 'offers the connections' {
        Get-Completion "New-AIImage 'a fox' -Service S" | Should -Contain 'Sandbox'
    }

    It 'never stands in the way of a value that it does not know' {
        $image = New-AIImage 'a fox' -Size 1600x1008

        $image.Width, $image.Height | Should -Be 1600, 1008
    }

    It 'offers the properties of what a cmdlet emits' {
        Get-Completion 'New-AIImage x | Where-Object Rev' | Should -Be 'RevisedPrompt'
        Get-Completion 'Save-AIImage -InputObject $x | Sort-Object FullN' | Should -Be 'FullName'
    }

    It 'offers files where a file is asked for' {
        Push-Location -LiteralPath $TestDrive
        Set-Content ./spec-fox.png ''
        $found = Get-Completion 'Edit-AIImage x -LiteralPath ./spec-'
        Pop-Location

        $found | Should -BeLike '*spec-fox.png'
    }
}
